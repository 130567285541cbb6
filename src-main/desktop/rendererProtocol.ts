import { protocol } from 'electron';

import { openRendererFile, SECURITY_HEADERS } from '../ipc/rendererFiles.ts';
import { RENDERER_ORIGIN, RENDERER_SCHEME } from './rendererOrigin.ts';

/** Makes the scheme a proper origin with a security policy. To be called before the app is ready. */
export function registerRendererScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: RENDERER_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer, and nothing else, under the scheme. To be called when the app is ready. */
export function serveRenderer(directory: string): void {
  protocol.handle(RENDERER_SCHEME, async ({ url, method }) => {
    const { protocol: scheme, host, pathname } = new URL(url);
    if (`${scheme}//${host}` !== RENDERER_ORIGIN || method !== 'GET') return refusal(403);

    const file = await openRendererFile(directory, pathname);
    if (!file) return refusal(404);
    try {
      return new Response(new Uint8Array(await file.handle.readFile()), { headers: file.headers });
    } finally {
      await file.handle.close();
    }
  });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
