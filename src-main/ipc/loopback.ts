import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Announcement, Reply } from '../../src-preload/contract.ts';
import { toFailure } from '../../src-preload/errors.ts';
import type { Dispatch } from './door.ts';
import { BodyError, readCallBody } from './loopbackBody.ts';
import { createEventStreams } from './loopbackEvents.ts';
import { isAddressedToUs, isCrossSite, isSameToken, tokenOf } from './loopbackGuard.ts';
import { createTickets } from './loopbackTickets.ts';
import type { Uploads } from './loopbackUploads.ts';
import { openRendererFile, SECURITY_HEADERS } from './rendererFiles.ts';

const HEARTBEAT_MS = 15_000;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30 * 60_000;
const LINGER_MS = 5_000;

export type LoopbackOptions = {
  readonly token: string;
  readonly rendererDirectory: string;
  readonly uploads: Uploads;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly heartbeatMs?: number;
  readonly report: (error: unknown, what: string) => void;
};

export type Loopback = {
  /** Such as `http://127.0.0.1:49152`. */
  readonly origin: string;
  announce(announcement: Announcement): void;
  /** An address that leads a browser to the app once, within a minute; safe on a command line that others can read. */
  openingUrl(): string;
  close(): Promise<void>;
};

type Route = {
  readonly verb: 'GET' | 'POST';
  /** Only the event stream, which cannot send headers, may carry its token in the query. */
  readonly isTokenInQuery?: true;
  answer(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> | void;
};

/**
 * Serves the contract and the built renderer from one origin on 127.0.0.1:
 * `POST /call` carries one call, `GET /events` streams announcements,
 * `POST /files?name=` takes a file; these need the token. `GET /open/…` leads a
 * browser that comes with a ticket to the app; anything else is a file of the
 * renderer. Rejects when the port is taken.
 */
export async function serveLoopback(dispatch: Dispatch, options: LoopbackOptions): Promise<Loopback> {
  const { token, rendererDirectory, uploads, report } = options;
  const streams = createEventStreams(options.heartbeatMs ?? HEARTBEAT_MS);
  const tickets = createTickets();
  let authority = '';

  const routes: Readonly<Record<string, Route>> = {
    '/call': {
      verb: 'POST',
      async answer(request, response) {
        const { method, input } = await readCallBody(request);
        sendReply(response, 200, await dispatch(method, input));
      },
    },
    '/events': { verb: 'GET', isTokenInQuery: true, answer: (_request, response) => streams.add(response) },
    '/files': {
      verb: 'POST',
      async answer(request, response, query) {
        const declared = request.headers['content-length'];
        const path = await uploads.receive(
          request,
          query.get('name') ?? '',
          declared === undefined ? null : Number(declared),
        );
        sendReply(response, 200, { ok: true, value: { path } });
      },
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isAddressedToUs(request, authority))
      return refuse(response, 403, 'This address is not for that page.');

    const [path = '', search = ''] = splitOnce(request.url ?? '', '?');
    const query = new URLSearchParams(search);
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (!route) return serveFile(path, request, response);

    if (isCrossSite(request)) return refuse(response, 403, 'Another site may not call the app.');
    if (request.method !== route.verb)
      return refuse(response, 405, `Use ${route.verb}.`, { allow: route.verb });
    if (!isSameToken(tokenOf(request, route.isTokenInQuery ? query : null), token)) {
      return refuse(
        response,
        403,
        'This page belongs to an earlier start of the app. Open the address that the running one printed.',
      );
    }
    await route.answer(request, response, query);
  }

  async function serveFile(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(response, 405, 'Use GET.', { allow: 'GET, HEAD' });
    }
    if (path.startsWith('/open/')) {
      if (!tickets.redeem(path.slice('/open/'.length)))
        return refuse(response, 404, 'This link was used already, or is too old.');
      response
        .writeHead(302, { ...SECURITY_HEADERS, location: `/#token=${token}`, 'cache-control': 'no-store' })
        .end();
      return;
    }
    const file = await openRendererFile(rendererDirectory, path);
    if (!file) return refuse(response, 404, 'There is nothing at this address.');

    response.writeHead(200, { ...file.headers, 'content-length': file.sizeBytes });
    if (request.method === 'HEAD') {
      response.end();
      await file.handle.close();
      return;
    }
    const stream = file.handle.createReadStream();
    stream.on('error', () => response.destroy());
    response.on('close', () => stream.destroy());
    stream.pipe(response);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await handle(request, response);
    } catch (error) {
      if (response.headersSent || response.destroyed) {
        response.destroy();
      } else if (error instanceof BodyError) {
        refuse(response, error.status, error.message);
      } else {
        const failure = toFailure(error);
        if (failure.code === 'internal' && !hasGone(request)) report(error, request.url?.split('?')[0] ?? '');
        sendReply(response, failure.code === 'internal' ? 500 : 200, { ok: false, failure });
      }
    }
    if (!request.complete) drain(request);
  }

  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => void answer(request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin: `http://${authority}`,
    announce: streams.announce,
    openingUrl: () => `http://${authority}/open/${tickets.issue()}`,
    async close() {
      streams.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function sendReply(response: ServerResponse, status: number, reply: Reply): void {
  response
    .writeHead(status, {
      ...SECURITY_HEADERS,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    })
    .end(JSON.stringify(reply));
}

function refuse(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendReply(response, status, { ok: false, failure: { code: 'bad-request', message } });
}

function hasGone(request: IncomingMessage): boolean {
  return request.destroyed && !request.complete;
}

/** A socket closed with unread input takes the reply down with it, so the rest of an unwanted body is let in and dropped. */
function drain(request: IncomingMessage): void {
  const deadline = setTimeout(() => request.destroy(), LINGER_MS);
  request.on('close', () => clearTimeout(deadline));
  request.resume();
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
