import { expect, test } from 'vitest';

import { Navigation } from '../../../src-renderer/state/navigation.svelte.ts';

/** A window with an address and a history, as far as pages need them. */
function createWindow(hash = '') {
  const entries: { state: unknown; hash: string }[] = [{ state: null, hash }];
  const listeners: (() => void)[] = [];
  const location = { hash, pathname: '/', search: '' };
  const put = (url: string) => (location.hash = url.startsWith('#') ? url : '');
  const history = {
    get state() {
      return entries.at(-1)!.state;
    },
    pushState(state: unknown, _title: string, url: string) {
      entries.push({ state, hash: put(url) });
    },
    replaceState(state: unknown, _title: string, url: string) {
      entries[entries.length - 1] = { state, hash: put(url) };
    },
    back() {
      entries.pop();
      location.hash = entries.at(-1)!.hash;
      listeners.forEach((listen) => listen());
    },
  };
  const target = {
    location,
    history,
    addEventListener: (_: string, listen: () => void) => listeners.push(listen),
  };
  return { target: target as unknown as Window, history, entries };
}

test('the catalogue stands in the address, and Back leads out of it', () => {
  const { target, history } = createWindow();
  const navigation = new Navigation(target);
  expect(navigation.page).toBe('journal');
  navigation.openCatalogue();
  expect(navigation.page).toBe('catalogue');
  expect(target.location.hash).toBe('#catalogue');
  history.back();
  expect(navigation.page).toBe('journal');
});

test('leaving by the page itself leaves no entry behind in the history', () => {
  const { target, entries } = createWindow();
  const navigation = new Navigation(target);
  navigation.openCatalogue();
  navigation.openJournal();
  expect(navigation.page).toBe('journal');
  expect(entries).toHaveLength(1);
});

test('a page that was loaded in the catalogue goes to the journal in its place', () => {
  const { target, entries } = createWindow('#catalogue');
  const navigation = new Navigation(target);
  expect(navigation.page).toBe('catalogue');
  navigation.openJournal();
  expect(navigation.page).toBe('journal');
  expect(entries).toEqual([{ state: null, hash: '' }]);
});
