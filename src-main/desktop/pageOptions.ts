import { nativeTheme, type Session, type WebPreferences } from 'electron';

/** What the windows of the app have in common. */
export type PageOptions = {
  readonly session: Session;
  /** The path of the preload script. */
  readonly preload: string;
  /** The path of the image for title bars and task switchers. */
  readonly icon: string;
};

/** What every page of the app gets: a sandbox, the preload's bridge, and nothing else. */
export function pagePreferences({ session, preload }: PageOptions): WebPreferences {
  return {
    session,
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
