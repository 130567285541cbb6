import type { ConsoleMessage, Page, Request } from '@playwright/test';

/** Remembers what no spec may cause: errors on the console or in a page, and requests that leave this computer. */
export type PageWatch = {
  watch(page: Page): void;
  /** Says that the spec provokes errors of this kind on purpose. */
  allow(error: RegExp): void;
  unexpected(): string[];
};

/** Creates a watch that has seen nothing yet. */
export function createPageWatch(): PageWatch {
  const seen: string[] = [];
  const allowed: RegExp[] = [];
  const watched = new WeakSet<Page>();

  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error') seen.push(`console: ${message.text()}`);
  };
  const onRequest = (request: Request) => {
    if (leavesThisComputer(request.url())) seen.push(`request: ${request.url()}`);
  };

  return {
    watch(page) {
      if (watched.has(page)) return;
      watched.add(page);
      page.on('console', onConsole);
      page.on('pageerror', (error) => seen.push(`page: ${error.message}`));
      page.on('request', onRequest);
    },
    allow: (error) => void allowed.push(error),
    unexpected: () => seen.filter((line) => !allowed.some((pattern) => pattern.test(line))),
  };
}

/** Names under `.invalid` never resolve (RFC 6761): the desktop app answers for one of them itself. */
function leavesThisComputer(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const isHere = hostname === '127.0.0.1' || hostname.endsWith('.invalid');
  return /^(https?|wss?|ftp):$/.test(protocol) && !isHere;
}
