/** The desktop door: Electron's main process. It keeps windows, menus and dialogs; the engine does the rest. */
import { join } from 'node:path';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';

import { app } from 'electron';

import { appPlaces } from './appPlaces.ts';
import type { AppActions } from './desktop/appActions.ts';
import { setApplicationMenu } from './desktop/applicationMenu.ts';
import { containPages } from './desktop/containment.ts';
import { createDesktopShell } from './desktop/desktopShell.ts';
import { electronDirectory } from './desktop/electronDirectory.ts';
import { followTheme } from './desktop/followTheme.ts';
import { createJournalWindow } from './desktop/journalWindow.ts';
import { openPageSession } from './desktop/pageSession.ts';
import { createQuickPopup } from './desktop/quickPopup.ts';
import { registerQuickShortcut } from './desktop/quickShortcut.ts';
import { RENDERER_ORIGIN } from './desktop/rendererOrigin.ts';
import { reloadAfterCrash } from './desktop/reloadAfterCrash.ts';
import { createTrayIcon } from './desktop/trayIcon.ts';
import { createDoor } from './ipc/door.ts';
import { serveElectron } from './ipc/electron.ts';
import { openElectronPort } from './processes/electronPort.ts';
import { createEngineClient } from './processes/engineClient.ts';
import { openNodePort } from './processes/nodePort.ts';

/** How long the first window waits to learn whether it is to be light or dark. */
const THEME_PATIENCE_MS = 600;
/** better-sqlite3 crashes in a process whose Node speaks an older one. */
const NEEDED_NODE_API = 10;

const places = appPlaces(process.argv.slice(1), process.env);
const engineNode = process.env.WAVES_ENGINE_NODE;
const report = (error: unknown, what: string) =>
  process.stderr.write(`Words to Waves: ${what} failed: ${String(error)}\n`);

const userData = electronDirectory(places.profile);
app.setPath('userData', userData);

if (!engineNode && Number(process.versions.napi) < NEEDED_NODE_API) {
  process.stderr.write(
    `Words to Waves: Electron ${process.versions.electron} is too old to run the engine. Set WAVES_ENGINE_NODE to the path of a Node from 22.14 on.\n`,
  );
  app.exit(1);
} else if (!app.requestSingleInstanceLock()) {
  // The instance that holds the profile comes to the front instead.
  app.exit(0);
} else {
  // Not awaited here: Electron becomes ready only after this module has run.
  void app.whenReady().then(open);
}

function open(): void {
  const icons = join(places.resources, 'icons');

  containPages();
  reloadAfterCrash(report);
  const pages = {
    session: openPageSession(userData, places.renderer),
    preload: places.preload,
    icon: join(icons, '512.png'),
  };
  const engine = createEngineClient(() =>
    engineNode
      ? openNodePort(places.engine, places.engineArgs, engineNode)
      : openElectronPort(places.engine, places.engineArgs, places.worker),
  );
  const themed = followTheme(engine);

  const journal = createJournalWindow(pages);
  const popup = createQuickPopup(pages, () => tray.bounds());
  const actions: AppActions = {
    openJournal: () => journal.open(),
    openCatalogue: () => journal.openCatalogue(),
    toggleQuick: popup.toggle,
    quit: () => app.quit(),
  };
  const tray = createTrayIcon(icons, actions);
  setApplicationMenu(actions, !app.isPackaged);
  const quickShortcut = registerQuickShortcut(popup.toggle);

  const shell = createDesktopShell({ journal, popup, quickShortcut, report });
  const announce = serveElectron(
    createDoor(shell, engine, report),
    () => [journal.contents(), popup.contents()].filter((page) => page !== null),
    RENDERER_ORIGIN,
  );
  engine.listen(announce);

  app.on('second-instance', (_event, argv) => (argv.includes('--quick') ? popup.show() : journal.open()));
  app.on('activate', () => journal.open());
  // Closed windows leave the app in the tray.
  app.on('window-all-closed', () => {});

  // Electron's own answer to these ends the process before the engine has closed.
  process.on('SIGINT', () => app.quit());
  process.on('SIGTERM', () => app.quit());

  let isEngineClosed = false;
  app.on('before-quit', () => {
    journal.release();
    popup.release();
  });
  app.on('will-quit', (event) => {
    if (isEngineClosed) return;
    event.preventDefault();
    // An engine that is down closes at once, and a quit inside this event would be lost.
    void Promise.all([engine.close(), setImmediate()]).then(() => {
      isEngineClosed = true;
      app.quit();
    });
  });

  void Promise.race([themed, delay(THEME_PATIENCE_MS)]).then(() => {
    // A popup that was called for meanwhile would lose the focus to this window, and hide.
    if (process.argv.includes('--quick')) popup.show();
    else journal.open(() => !popup.isOpen());
  });
}
