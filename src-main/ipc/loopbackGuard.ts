import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request is addressed to us as we printed ourselves. Only the
 * literal address passes, `localhost` does not: a name can be made to resolve
 * to 127.0.0.1 by someone else (DNS rebinding), an address cannot. A page of
 * another origin is refused even when it knows the address.
 */
export function isAddressedToUs({ headers, rawHeaders }: IncomingMessage, authority: string): boolean {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || headers.host !== authority) return false;
  return headers.origin === undefined || headers.origin === `http://${authority}`;
}

/** Whether a browser says that another site made it send this request. Programs other than browsers say nothing. */
export function isCrossSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}

/** The token that a request carries, or null: in the header, or in the query for the one reader that cannot set headers. */
export function tokenOf({ headers }: IncomingMessage, query: URLSearchParams | null): string | null {
  const bearer = /^Bearer (\S+)$/.exec(headers.authorization ?? '');
  return bearer?.[1] ?? query?.get('token') ?? null;
}

/** Compares without telling by its duration how much of the token was right. */
export function isSameToken(given: string | null, expected: string): boolean {
  if (given === null) return false;
  const digest = (token: string) => createHash('sha256').update(token).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
