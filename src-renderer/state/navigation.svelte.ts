/** The pages of the main window. */
export type Page = 'journal' | 'catalogue';

const HASH = '#catalogue';

/** Which page the window shows. It stands in the address, so that Back and a reload work. */
export class Navigation {
  page = $state<Page>('journal');
  readonly #window: Window;

  constructor(target: Window) {
    this.#window = target;
    this.page = pageOf(target.location.hash);
    target.addEventListener('popstate', () => {
      this.page = pageOf(target.location.hash);
    });
  }

  openCatalogue(): void {
    if (this.page === 'catalogue') return;
    this.#window.history.pushState({ fromJournal: true }, '', HASH);
    this.page = 'catalogue';
  }

  /** Back to the journal: through the history where the journal is the page before, else in its place. */
  openJournal(): void {
    if (this.page === 'journal') return;
    const { history, location } = this.#window;
    const state = history.state as { fromJournal?: boolean } | null;
    if (state?.fromJournal) {
      history.back();
      return;
    }
    history.replaceState(null, '', location.pathname + location.search);
    this.page = 'journal';
  }
}

function pageOf(hash: string): Page {
  return hash === HASH ? 'catalogue' : 'journal';
}
