import type { ElectronApplication, Page } from '@playwright/test';

/** A file that the app saved for the person. */
export type SavedFile = { readonly name: string; readonly content: string };

/** The app, open on a profile, as a spec uses it: nothing here says which door it came through. */
export type Door = {
  readonly page: Page;
  /** Electron itself; null in a browser. */
  readonly desktop: ElectronApplication | null;
  /** The process that holds the engine as its child. */
  readonly pid: number;
  /** Does what makes the app ask for files, and answers with these. */
  choose(paths: readonly string[], act: () => Promise<unknown>): Promise<void>;
  /** Does what makes the app save a file, and returns the file. */
  save(act: () => Promise<unknown>): Promise<SavedFile>;
  /** Opens the quick-mood popup. */
  openQuick(): Promise<Page>;
  /** What the app's processes have written to their terminal. */
  log(): string;
  close(): Promise<void>;
};

/** Told of every page that opens, so that none goes unwatched. */
export type WatchPage = (page: Page) => void;
