import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';

import { ANNOUNCE, CALL } from '../../src-preload/channels.ts';
import type { Announcement, Reply } from '../../src-preload/contract.ts';
import type { Dispatch } from './door.ts';

/**
 * Serves the contract over Electron IPC to the app's own pages: the main frames
 * of `pages()`, as long as they show the app's origin. Returns what announces
 * to all of them.
 */
export function serveElectron(
  dispatch: Dispatch,
  pages: () => readonly WebContents[],
  origin: string,
): (announcement: Announcement) => void {
  function isOurs({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
    return (
      pages().includes(sender) &&
      senderFrame !== null &&
      senderFrame === sender.mainFrame &&
      senderFrame.origin === origin
    );
  }

  ipcMain.handle(CALL, (event, method: unknown, input: unknown): Reply | Promise<Reply> => {
    if (isOurs(event) && typeof method === 'string') return dispatch(method, input);
    return { ok: false, failure: { code: 'bad-request', message: 'This page may not call the app.' } };
  });

  return (announcement) => {
    for (const page of pages()) if (!page.isDestroyed()) page.send(ANNOUNCE, announcement);
  };
}
