import type { IncomingMessage } from 'node:http';

import { MAX_TEXT_LENGTH } from '../../src-preload/wire.ts';

/**
 * What one call may weigh. JSON writes a UTF-16 unit in at most six bytes
 * (`\u0000`), so whatever text the contract allows fits, as it does over
 * Electron's channel.
 */
export const MAX_BODY_BYTES = 6 * MAX_TEXT_LENGTH + 64 * 1024;

export type CallBody = { readonly method: string; readonly input: unknown };

/** Thrown for a body that is no call; `status` is the HTTP status for it. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Reads `{"method": …, "input": …}`; a missing input counts as `{}`. */
export async function readCallBody(request: IncomingMessage, maxBytes = MAX_BODY_BYTES): Promise<CallBody> {
  const text = await readText(request, maxBytes);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new BodyError(400, 'The body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || !('method' in body) || typeof body.method !== 'string') {
    throw new BodyError(400, 'The body must be {"method": …, "input": …}.');
  }
  return { method: body.method, input: 'input' in body ? body.input : {} };
}

async function readText(request: IncomingMessage, maxBytes: number): Promise<string> {
  const tooLarge = () => new BodyError(413, `A call may have at most ${maxBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge();

  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not destroy the connection: the refusal still has to go out on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new BodyError(400, 'The body is not UTF-8.');
  }
}
