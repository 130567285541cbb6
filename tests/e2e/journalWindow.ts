import { expect, type Page } from '@playwright/test';

export const GREAT_DAY = 'I just had a great day at work!';
export const BAD_DAY = 'I feel terrible, everything went wrong and I am alone.';

/** The journal window by the roles and names that a screen reader hears. */
export function journalWindow(page: Page) {
  const songs = page.getByRole('list', { name: 'Songs' });
  const point = page.getByLabel('Mood point');
  return {
    text: page.getByRole('textbox', { name: 'How do you feel?' }),
    saveButton: page.getByRole('button', { name: 'Save and find music' }),
    direction: (name: string) =>
      page.getByRole('radiogroup', { name: 'Direction' }).getByRole('radio', { name }),
    point,
    songs,
    song: songs.getByRole('listitem'),
    /** One of the three buttons of a song. */
    verdict: (verdict: 'Like' | 'Dislike' | 'Skip', title: string) =>
      songs.getByRole('button', { name: `${verdict} ${title}`, exact: true }),
    today: page.getByRole('region', { name: 'Today' }),
    importButton: page.getByRole('button', { name: 'Import songs' }),
    importStatus: page.getByRole('status', { name: 'Import', exact: true }),
    progress: page.getByRole('progressbar'),
    exportButton: page.getByRole('button', { name: 'Export' }),
    demoMark: page.getByText('Demo catalogue', { exact: true }),
    undo: page.getByRole('button', { name: /^Undo/ }),

    /** Where the point stands now; null on a plane without one. */
    async place(): Promise<{ valence: number; arousal: number } | null> {
      if ((await point.count()) === 0) return null;
      const [valence, arousal] = await Promise.all([
        point.getAttribute('data-valence'),
        point.getAttribute('data-arousal'),
      ]);
      return valence === null || arousal === null
        ? null
        : { valence: Number(valence), arousal: Number(arousal) };
    },

    /** The titles on the list, in order. */
    async titles(): Promise<string[]> {
      const names = await songs
        .getByRole('button', { name: /^Skip / })
        .evaluateAll((buttons) =>
          buttons.map((button) => button.getAttribute('aria-label') ?? button.textContent ?? ''),
        );
      return names.map((name) => name.trim().replace(/^Skip /, ''));
    },

    /** Writes an entry, keeps it, and waits for its songs. */
    async write(text: string): Promise<void> {
      await this.text.fill(text);
      await this.saveButton.click();
      await expect(this.today.getByText(text)).toBeVisible();
      await expect(this.song.first()).toBeVisible();
    },
  };
}
