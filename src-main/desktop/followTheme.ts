import { nativeTheme } from 'electron';

import type { EngineClient } from '../processes/engineClient.ts';

/**
 * Makes native parts (frames, menus, what `prefers-color-scheme` says to pages)
 * follow the theme in the settings, now and whenever they change. Resolves when
 * it has been read for the first time, or could not be.
 */
export function followTheme(engine: Pick<EngineClient, 'call' | 'listen'>): Promise<void> {
  async function read(): Promise<void> {
    try {
      const { theme } = await engine.call('settings.get', {});
      nativeTheme.themeSource = theme;
    } catch {
      // The engine is down and the window says so; it keeps the theme it has.
    }
  }
  engine.listen(({ name }) => {
    if (name === 'settings.change') void read();
  });
  return read();
}
