import { app, type Session, session, type WebContents } from 'electron';

import { isOurPage } from './rendererOrigin.ts';

/**
 * Keeps every page to itself: no navigation away from the app, no new windows,
 * no embedded pages, no permissions, no downloads, no request that leaves the
 * computer. To be called when the app is ready, before the first session and
 * window.
 */
export function containPages(): void {
  app.on('web-contents-created', (_event, contents) => containPage(contents));
  app.on('session-created', containSession);
  containSession(session.defaultSession);
}

function containSession(pages: Session): void {
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.on('will-download', (event) => event.preventDefault());
  // The renderer's policy forbids these already; this holds for a page that the policy missed.
  pages.webRequest.onBeforeRequest(
    { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file://*/*'] },
    ({ url }, answer) => answer({ cancel: !isOurPage(url) }),
  );
}

function containPage(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOurPage(event.url)) event.preventDefault();
  });
}
