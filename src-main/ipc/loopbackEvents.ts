import type { ServerResponse } from 'node:http';

import type { Announcement } from '../../src-preload/contract.ts';
import { SECURITY_HEADERS } from './rendererFiles.ts';

/** A reader that is this far behind is cut off; it connects again and re-reads the state. */
const MAX_BACKLOG_BYTES = 4 * 1024 * 1024;

export type EventStreams = {
  add(response: ServerResponse): void;
  announce(announcement: Announcement): void;
  close(): void;
};

/** Server-sent events to every open page, with a comment now and then so that a dead connection is noticed. */
export function createEventStreams(heartbeatMs: number): EventStreams {
  const streams = new Set<ServerResponse>();

  function write(text: string): void {
    for (const stream of streams) {
      if (stream.writableLength > MAX_BACKLOG_BYTES) stream.destroy();
      else stream.write(text);
    }
  }

  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMs);
  heartbeat.unref();

  return {
    add(response) {
      response.writeHead(200, {
        ...SECURITY_HEADERS,
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.write('retry: 1000\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
    },
    announce: (announcement) => write(`data: ${JSON.stringify(announcement)}\n\n`),
    close() {
      clearInterval(heartbeat);
      for (const stream of streams) stream.end();
    },
  };
}
