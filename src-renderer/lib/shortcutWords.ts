const MAC_SIGNS: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Space: 'Space',
};

/** An Electron accelerator as it stands on the keys of this platform: "Ctrl+Shift+Space", on a Mac "⌘⇧Space". */
export function shortcutWords(accelerator: string, platform: string): string {
  const keys = accelerator.split('+');
  if (platform === 'darwin') return keys.map((key) => MAC_SIGNS[key] ?? key).join('');
  return keys.map((key) => (key === 'CommandOrControl' ? 'Ctrl' : key)).join('+');
}
