import { expect, type Locator, type Page } from '@playwright/test';

/** The catalogue page by the roles and names that a screen reader hears. */
export function cataloguePage(page: Page) {
  const grid = page.getByRole('grid', { name: 'Songs of the catalogue' });
  const found = page.getByRole('list', { name: 'Songs found' });
  const row = (index: number) => grid.locator(`[aria-rowindex="${index + 2}"]`);
  return {
    grid,
    row,
    /** A cell of a row: 2 is the title, 3 the artist. */
    cell: (index: number, column: number): Locator => row(index).getByRole('gridcell').nth(column),
    header: (means: RegExp) => grid.getByRole('columnheader', { name: means }),
    summary: page.getByRole('main').getByRole('status'),
    searchBox: page.getByRole('searchbox', { name: 'Search songs' }),
    cluster: page.getByRole('combobox', { name: 'Cluster', exact: true }),
    conditions: page.getByRole('list', { name: 'Understood as' }).getByRole('listitem'),
    found: found.getByRole('listitem'),
    details: page.getByRole('complementary', { name: 'Why is this here' }),
    dialog: page.getByRole('dialog'),
    undo: page.getByRole('button', { name: 'Undo', exact: true }),

    /** Opens the page from the journal and waits for its first row. */
    async open(): Promise<void> {
      await page.getByRole('button', { name: /^Open the catalogue/ }).click();
      await expect(row(0).getByRole('gridcell').nth(2)).toHaveText(/\S/);
    },

    /** Picks an entry of the import menu. */
    async pickImport(name: RegExp): Promise<void> {
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('menuitem', { name }).click();
    },
  };
}
