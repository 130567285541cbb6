import { expect, test } from 'vitest';

import type { Announcement, Reply, Transport } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { createClient } from '../../../src-renderer/lib/client.ts';

function open(reply: Reply) {
  const streams: ((announcement: Announcement) => void)[] = [];
  const transport: Transport = {
    send: async () => reply,
    listen: (onAnnouncement) => {
      streams.push(onAnnouncement);
      return () => {};
    },
    locate: async () => '/file',
  };
  return { streams, client: createClient(transport) };
}

test('a failure arrives as an AppError with its code and message', async () => {
  const { client } = open({ ok: false, failure: { code: 'busy', message: 'Later.' } });
  const error = await client.call('job.list', {}).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code: 'busy', message: 'Later.' });
});

test('all listeners share one stream and hear only what they asked for, until they stop', () => {
  const { client, streams } = open({ ok: true, value: null });
  const heard: string[] = [];
  client.on('journal.change', () => heard.push('journal'));
  const stop = client.on('catalogue.change', () => heard.push('catalogue'));
  expect(streams).toHaveLength(1);
  streams[0]!({ name: 'catalogue.change', value: {} });
  stop();
  streams[0]!({ name: 'catalogue.change', value: {} });
  streams[0]!({ name: 'journal.change', value: {} });
  expect(heard).toEqual(['catalogue', 'journal']);
});
