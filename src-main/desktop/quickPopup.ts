import { BrowserWindow, screen, type Rectangle, type WebContents } from 'electron';

import { backgroundColor, pagePreferences, type PageOptions } from './pageOptions.ts';
import { popupBounds } from './popupBounds.ts';
import { QUICK_URL } from './rendererOrigin.ts';

const SIZE = { width: 420, height: 520 } as const;

export type QuickPopup = {
  show(): void;
  hide(): void;
  toggle(): void;
  /** Whether it is there, or about to be. */
  isOpen(): boolean;
  /** Its page, once there is one. */
  contents(): WebContents | null;
  /** From now on closing means closing, not hiding. */
  release(): void;
};

/**
 * The small window for a mood in passing. It is made when it is first wanted
 * and kept, so that it comes at once from then on; it hides when another
 * window gets the focus. `trayBounds` says where the tray icon is, null if the
 * platform does not tell.
 */
export function createQuickPopup(options: PageOptions, trayBounds: () => Rectangle | null): QuickPopup {
  let window: BrowserWindow | null = null;
  let isWanted = false;
  let isReleased = false;

  function create(): BrowserWindow {
    const made = new BrowserWindow({
      ...SIZE,
      show: false,
      frame: false,
      resizable: false,
      maximizable: false,
      minimizable: false,
      fullscreenable: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      backgroundColor: backgroundColor(),
      icon: options.icon,
      title: 'Quick mood',
      // A panel takes the keyboard without bringing the rest of the app to the front.
      ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
      webPreferences: pagePreferences(options),
    });
    made.on('blur', hide);
    made.on('close', (event) => {
      if (isReleased) return;
      event.preventDefault();
      hide();
    });
    made.once('ready-to-show', () => {
      if (isWanted) appear(made);
    });
    // Nothing may be asked of a window that is gone: what the app announces while it quits would end in an error.
    made.on('closed', () => (window = null));
    void made.loadURL(QUICK_URL);
    return made;
  }

  function appear(made: BrowserWindow): void {
    const cursor = screen.getCursorScreenPoint();
    const tray = trayBounds();
    const { workArea } = tray ? screen.getDisplayMatching(tray) : screen.getDisplayNearestPoint(cursor);
    made.setBounds(popupBounds(SIZE, workArea, tray));
    made.setBackgroundColor(backgroundColor());
    made.show();
    made.focus();
  }

  function show(): void {
    isWanted = true;
    if (window) appear(window);
    else window = create();
  }

  function hide(): void {
    isWanted = false;
    window?.hide();
  }

  return {
    show,
    hide,
    toggle: () => (isWanted ? hide() : show()),
    isOpen: () => isWanted,
    contents: () => window?.webContents ?? null,
    release() {
      isReleased = true;
    },
  };
}
