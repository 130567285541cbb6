import { join } from 'node:path';

import { session, type Session } from 'electron';

import { openRendererFile, SECURITY_HEADERS } from '../ipc/rendererFiles.ts';
import { RENDERER_ORIGIN } from './rendererOrigin.ts';

/**
 * The session of the app's pages, kept below `directory`. All its HTTPS ends
 * here: the app's origin is answered from the built renderer, anything else is
 * refused. To be called when the app is ready.
 */
export function openPageSession(directory: string, rendererDirectory: string): Session {
  const pages = session.fromPath(join(directory, 'pages'));
  pages.protocol.handle('https', async ({ url, method }) => {
    const { origin, pathname } = new URL(url);
    if (origin !== RENDERER_ORIGIN || method !== 'GET') return refusal(403);

    const file = await openRendererFile(rendererDirectory, pathname);
    if (!file) return refusal(404);
    try {
      return new Response(new Uint8Array(await file.handle.readFile()), { headers: file.headers });
    } finally {
      await file.handle.close();
    }
  });
  return pages;
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
