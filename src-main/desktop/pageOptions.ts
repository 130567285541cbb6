import { nativeTheme, type WebPreferences } from 'electron';

/** What every page of the app gets: a sandbox, the preload's bridge, and nothing else. */
export function pagePreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // Chromium fetches its dictionaries from a server.
    spellcheck: false,
  };
}

/** The paper of app.css, so that a window is not white for a moment before its page is there. */
export function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? '#0f161e' : '#f6f2ea';
}
