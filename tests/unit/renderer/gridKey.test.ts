import { expect, test } from 'vitest';

import { gridKey } from '../../../src-renderer/lib/gridKey.ts';

const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

test.each([
  ['ArrowDown', { kind: 'move', rows: 1, isExtending: false }],
  ['PageUp', { kind: 'move', rows: -16, isExtending: false }],
  ['Home', { kind: 'jump', to: 'first', isExtending: false }],
  [' ', { kind: 'toggle' }],
  ['Delete', { kind: 'remove' }],
  ['F2', { kind: 'edit' }],
  ['Enter', { kind: 'edit' }],
  ['M', { kind: 'alike' }],
  ['x', null],
  ['/', null],
])('%j means %j', (key, command) => {
  expect(gridKey({ ...plain, key }, 16)).toEqual(command);
});

test('Shift extends, Control+A selects all, and the keys of browser and system are left alone', () => {
  expect(gridKey({ ...plain, key: 'End', shiftKey: true }, 16)).toMatchObject({ isExtending: true });
  expect(gridKey({ ...plain, key: 'a', ctrlKey: true }, 16)).toEqual({ kind: 'all' });
  expect(gridKey({ ...plain, key: 'a', metaKey: true }, 16)).toEqual({ kind: 'all' });
  expect(gridKey({ ...plain, key: 'm', ctrlKey: true }, 16)).toBeNull();
  expect(gridKey({ ...plain, key: 'ArrowLeft', altKey: true }, 16)).toBeNull();
});
