import { Menu, type MenuItemConstructorOptions } from 'electron';

import type { AppActions } from './appActions.ts';

/** Sets the menu bar; its roles also carry the keys for copy, paste, zoom and closing. */
export function setApplicationMenu(
  { openJournal, openCatalogue, toggleQuick, quit }: AppActions,
  isDeveloped: boolean,
): void {
  const isMac = process.platform === 'darwin';
  const quitItem: MenuItemConstructorOptions = {
    label: 'Quit',
    accelerator: 'CommandOrControl+Q',
    click: quit,
  };
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (isDeveloped) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' });

  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' } as const] : []),
      {
        label: 'File',
        submenu: [
          { label: 'Open journal', accelerator: 'CommandOrControl+J', click: openJournal },
          // The page itself listens to these keys, in a browser too.
          {
            label: 'Search the catalogue',
            accelerator: 'CommandOrControl+K',
            registerAccelerator: false,
            click: openCatalogue,
          },
          { label: 'Quick mood', click: toggleQuick },
          { type: 'separator' },
          { role: 'close' },
          ...(isMac ? [] : [quitItem]),
        ],
      },
      { role: 'editMenu' },
      { label: 'View', submenu: view },
      { role: 'windowMenu' },
    ]),
  );
}
