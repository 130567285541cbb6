import { BrowserWindow, screen, type WebContents } from 'electron';
import Store from 'electron-store';

import { backgroundColor, pagePreferences, type PageOptions } from './pageOptions.ts';
import { CATALOGUE_URL, JOURNAL_URL } from './rendererOrigin.ts';
import { toGeometry, visibleBounds, type WindowGeometry } from './windowGeometry.ts';

const PREFERRED_SIZE = { width: 1180, height: 820 } as const;
const MIN_SIZE = { minWidth: 480, minHeight: 420 } as const;

export type JournalWindow = {
  /** The window itself, for dialogs. */
  readonly window: BrowserWindow;
  /** Its page, while the window is there. */
  contents(): WebContents | null;
  /**
   * Brings it to the front: from the tray, or from below other windows. Waits
   * for its page the first time; if by then `mayTakeFocus` says no, it only appears.
   */
  open(mayTakeFocus?: () => boolean): void;
  /** The same with the catalogue in it. */
  openCatalogue(): void;
  /** From now on closing means closing, not hiding. */
  release(): void;
};

/** Makes the window with the journal, hidden. Closing it only hides it, until `release`. It remembers where it lay. */
export function createJournalWindow(options: PageOptions): JournalWindow {
  const store = new Store<{ journal?: WindowGeometry }>({ name: 'window' });
  const saved = toGeometry(store.get('journal'));
  const window = new BrowserWindow({
    ...visibleBounds(saved?.bounds ?? null, PREFERRED_SIZE, workAreas()),
    ...MIN_SIZE,
    show: false,
    backgroundColor: backgroundColor(),
    icon: options.icon,
    title: 'Words to Waves',
    webPreferences: pagePreferences(options),
  });
  if (saved?.isMaximized) window.once('show', () => window.maximize());

  const ready = new Promise<void>((resolve) => window.once('ready-to-show', resolve));
  let isReleased = false;

  window.on('close', (event) => {
    store.set('journal', { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
    if (isReleased) return;
    event.preventDefault();
    window.hide();
  });
  void window.loadURL(JOURNAL_URL);

  function open(mayTakeFocus = () => true): void {
    void ready.then(() => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      if (!mayTakeFocus()) return window.showInactive();
      window.show();
      window.focus();
    });
  }

  return {
    window,
    contents: () => (window.isDestroyed() ? null : window.webContents),
    open,
    openCatalogue() {
      open();
      void ready.then(() => (window.isDestroyed() ? undefined : window.loadURL(CATALOGUE_URL)));
    },
    release() {
      isReleased = true;
    },
  };
}

function workAreas(): [Electron.Rectangle, ...Electron.Rectangle[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary.workArea, ...others.map(({ workArea }) => workArea)];
}
