import { join } from 'node:path';

import { Menu, nativeImage, Tray, type NativeImage, type Rectangle } from 'electron';

import type { AppActions } from './appActions.ts';

export type TrayIcon = {
  /** Where the icon is, or null where the platform does not say. */
  bounds(): Rectangle | null;
};

/**
 * Puts the app into the tray: a click toggles the popup, the menu has the rest.
 * On a Linux desktop without a tray nothing shows, and a second start of the
 * app is the way back to its windows.
 */
export function createTrayIcon(
  iconDirectory: string,
  { openJournal, toggleQuick, quit }: AppActions,
): TrayIcon {
  const tray = new Tray(trayImage(iconDirectory));
  const menu = Menu.buildFromTemplate([
    { label: 'Open journal', click: openJournal },
    { label: 'Quick mood', click: toggleQuick },
    { type: 'separator' },
    { label: 'Quit', click: quit },
  ]);
  tray.setToolTip('Words to Waves');
  tray.on('click', toggleQuick);
  // With a menu of its own, macOS would open that on a click.
  if (process.platform === 'darwin') tray.on('right-click', () => tray.popUpContextMenu(menu));
  else tray.setContextMenu(menu);

  return {
    bounds() {
      const bounds = tray.getBounds();
      return bounds.width > 0 && bounds.height > 0 ? bounds : null;
    },
  };
}

function trayImage(directory: string): NativeImage {
  // macOS colours an image whose name ends in "Template" itself, and finds its @2x sibling.
  const name = process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png';
  return nativeImage.createFromPath(join(directory, name));
}
