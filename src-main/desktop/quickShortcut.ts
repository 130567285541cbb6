import { globalShortcut } from 'electron';

/** In the order of preference: another program may hold the first one. */
const ACCELERATORS = [
  'CommandOrControl+Shift+Space',
  'CommandOrControl+Alt+Space',
  'CommandOrControl+Shift+J',
] as const;

/**
 * Binds a key for the whole desktop to the popup. Returns its accelerator, or
 * null if none could be had, as under some Wayland desktops; there a person can
 * bind a key of their own to a second start with `--quick`.
 */
export function registerQuickShortcut(toggle: () => void): string | null {
  return ACCELERATORS.find((accelerator) => globalShortcut.register(accelerator, toggle)) ?? null;
}
