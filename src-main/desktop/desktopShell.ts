import { homedir } from 'node:os';
import { join } from 'node:path';

import { app, BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';

import { shellCalls } from '../../src-preload/contract.ts';
import { createRouter, type Router } from '../ipc/router.ts';
import { saveDocument } from './saveDocument.ts';

export type DesktopShellParts = {
  readonly journal: { readonly window: BrowserWindow; open(): void };
  readonly popup: { hide(): void };
  readonly quickShortcut: string | null;
  readonly report: (error: unknown, method: string) => void;
};

/** The shell behind the Electron door: real dialogs, real windows. */
export function createDesktopShell({ journal, popup, quickShortcut, report }: DesktopShellParts): Router {
  const parent = () => BrowserWindow.getFocusedWindow() ?? journal.window;

  return createRouter(
    shellCalls,
    {
      'shell.describe': () => ({
        door: 'electron',
        platform: process.platform,
        version: app.getVersion(),
        quickShortcut,
      }),
      async 'shell.choose'() {
        const { filePaths } = await dialog.showOpenDialog(parent(), CHOOSE);
        return { paths: filePaths };
      },
      async 'shell.save'({ document }) {
        const { filePath } = await dialog.showSaveDialog(parent(), saveOptions(document.fileName));
        if (!filePath) return { path: null };
        await saveDocument(filePath, document.content);
        return { path: filePath };
      },
      'shell.dismiss': () => {
        popup.hide();
        return null;
      },
      'shell.openJournal': () => {
        popup.hide();
        journal.open();
        return null;
      },
    },
    report,
  );
}

const CHOOSE: OpenDialogOptions = {
  title: 'Import catalogue files',
  properties: ['openFile', 'multiSelections'],
  filters: [
    { name: 'Catalogues', extensions: ['csv', 'tsv', 'txt', 'json', 'jsonl', 'gz', 'zip'] },
    { name: 'Music', extensions: ['mp3', 'flac', 'ogg', 'opus', 'm4a', 'wav'] },
    { name: 'All files', extensions: ['*'] },
  ],
};

function saveOptions(fileName: string): SaveDialogOptions {
  const extension = fileName.split('.').at(-1) ?? '';
  return {
    defaultPath: join(folderFor(extension), fileName),
    filters: [
      { name: extension.toUpperCase(), extensions: [extension] },
      { name: 'All files', extensions: ['*'] },
    ],
  };
}

/** Playlists belong to the music, other files to the documents; a platform may know neither folder. */
function folderFor(extension: string): string {
  try {
    return app.getPath(extension.startsWith('m3u') ? 'music' : 'documents');
  } catch {
    return homedir();
  }
}
