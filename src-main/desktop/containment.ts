import { app, session, type WebContents } from 'electron';

import { RENDERER_ORIGIN } from './rendererOrigin.ts';

/**
 * Keeps every page to itself: no navigation away from the app, no new windows,
 * no embedded pages, no permissions, no request that leaves the computer.
 * To be called when the app is ready, before the first window.
 */
export function containPages(): void {
  app.on('web-contents-created', (_event, contents) => containPage(contents));

  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  // The renderer's policy forbids it already; this holds even for a page that the policy missed.
  defaultSession.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'file://*/*'] },
    (_details, answer) => answer({ cancel: true }),
  );
}

function containPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

/** Whether an address is a page of the app. */
export function isOurPage(url: string): boolean {
  return url.startsWith(`${RENDERER_ORIGIN}/`);
}
