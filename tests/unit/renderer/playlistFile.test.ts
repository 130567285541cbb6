import { expect, test } from 'vitest';

import type { Document, TrackId } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { PlaylistFile } from '../../../src-renderer/state/playlistFile.svelte.ts';
import { Toasts } from '../../../src-renderer/state/toasts.svelte.ts';
import { createFarSide } from './farSide.ts';

const DOCUMENT: Document = { fileName: 'glad.m3u8', mediaType: 'audio/x-mpegurl', content: '#EXTM3U\n' };
const IDS = [3, 1] as unknown as TrackId[];

function open() {
  const far = createFarSide({ 'playlist.render': () => DOCUMENT });
  const downloads: Document[] = [];
  const toasts = new Toasts();
  return {
    far,
    downloads,
    toasts,
    file: new PlaylistFile(far.client, toasts, (made) => downloads.push(made)),
  };
}

test('in a browser the list goes to the downloads, in the order on screen', async () => {
  const { far, downloads, file, toasts } = open();
  await file.save('m3u8', IDS, 'glad', false);
  expect(far.inputs('playlist.render')).toEqual([{ format: 'm3u8', trackIds: [3, 1], title: 'glad' }]);
  expect(downloads).toEqual([DOCUMENT]);
  expect(far.inputs('shell.save')).toEqual([]);
  toasts.dismiss();
});

test('on the desktop the dialog decides, and closing it is no failure', async () => {
  const { far, downloads, file, toasts } = open();
  far.answer({ 'shell.save': () => ({ path: null }) });
  await file.save('m3u8', IDS, 'glad', true);
  expect([file.failure, toasts.current, downloads]).toEqual([null, null, []]);
  far.answer({ 'shell.save': () => ({ path: '/music/glad.m3u8' }) });
  await file.save('m3u8', IDS, 'glad', true);
  expect(toasts.current?.text).toContain('/music/glad.m3u8');
  toasts.dismiss();
});

test('a file that cannot be written is told as written', async () => {
  const { far, file } = open();
  far.answer({
    'shell.save': () => {
      throw new AppError('disk-full', 'The disk is full; nothing was saved.');
    },
  });
  await file.save('csv', IDS, 'glad', true);
  expect(file.failure).toBe('The disk is full; nothing was saved.');
});
