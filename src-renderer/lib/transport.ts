import type { Announcement, Reply, Transport } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { takeToken } from './token.ts';

declare global {
  interface Window {
    bridge?: Transport;
  }
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 15_000;
const UNREACHABLE =
  'The part of the app behind this page does not answer. What you wrote stays here; start the app again and reload the page.';

/** Electron's bridge where the preload ran, the loopback host that served this page otherwise. */
export function openTransport(): Transport {
  return window.bridge ?? loopbackTransport(location.origin, takeToken());
}

/**
 * The contract over loopback HTTP and server-sent events. A lost stream is
 * opened again; both ends of the gap are announced as `engine.change`, so that
 * whoever shows state knows to read it again.
 */
export function loopbackTransport(origin: string, token: string): Transport {
  const authorization = `Bearer ${token}`;

  const post = async (path: string, body: BodyInit, contentType: string): Promise<Reply> => {
    try {
      const headers = { authorization, 'content-type': contentType };
      const response = await fetch(origin + path, { method: 'POST', headers, body });
      return (await response.json()) as Reply;
    } catch {
      return { ok: false, failure: { code: 'engine-stopped', message: UNREACHABLE } };
    }
  };

  return {
    send: (method, input) => post('/call', JSON.stringify({ method, input }), 'application/json'),
    listen: (onAnnouncement) =>
      openStream(`${origin}/events?token=${encodeURIComponent(token)}`, onAnnouncement),
    async locate(file) {
      const reply = await post(
        `/files?name=${encodeURIComponent(file.name)}`,
        file,
        'application/octet-stream',
      );
      if (!reply.ok) throw new AppError(reply.failure.code, reply.failure.message);
      return (reply.value as { path: string }).path;
    },
  };
}

function openStream(url: string, onAnnouncement: (announcement: Announcement) => void): () => void {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let isLost = false;
  let waitMs = FIRST_RETRY_MS;

  const connect = () => {
    source = new EventSource(url);
    source.onmessage = ({ data }) => onAnnouncement(JSON.parse(data as string) as Announcement);
    source.onopen = () => {
      if (isLost) onAnnouncement({ name: 'engine.change', value: { state: 'running', message: null } });
      isLost = false;
      waitMs = FIRST_RETRY_MS;
    };
    source.onerror = () => {
      if (!isLost)
        onAnnouncement({ name: 'engine.change', value: { state: 'restarting', message: UNREACHABLE } });
      isLost = true;
      source.close();
      retry = setTimeout(connect, waitMs);
      waitMs = Math.min(LAST_RETRY_MS, waitMs * 2);
    };
  };
  connect();

  return () => {
    clearTimeout(retry);
    source.close();
  };
}
