import { app } from 'electron';

const MAX_RELOADS = 3;
const FORGIVEN_AFTER_MS = 60_000;

/**
 * Loads a page again whose renderer process has died; the engine and what was
 * saved are not touched by that. A page that dies over and over stays blank, so
 * that the computer gets some rest. To be called before the first window.
 */
export function reloadAfterCrash(report: (error: unknown, what: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    let reloads = 0;
    let lastAt = 0;
    contents.on('render-process-gone', (_gone, { reason, exitCode }) => {
      if (reason === 'clean-exit' || contents.isDestroyed()) return;
      report(new Error(`${reason} (${exitCode})`), 'A page');
      const now = performance.now();
      reloads = now - lastAt > FORGIVEN_AFTER_MS ? 1 : reloads + 1;
      lastAt = now;
      if (reloads <= MAX_RELOADS) contents.reload();
    });
  });
}
