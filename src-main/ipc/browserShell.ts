import { shellCalls } from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { createRouter, type Router } from './router.ts';

/** The shell behind the browser door: a tab has its own file chooser and downloads, and is the only window there is. */
export function createBrowserShell(
  version: string,
  report: (error: unknown, method: string) => void,
): Router {
  return createRouter(
    shellCalls,
    {
      'shell.describe': () => ({ door: 'browser', platform: process.platform, version, quickShortcut: null }),
      'shell.choose': () => {
        throw new AppError(
          'unsupported',
          'In a browser, choose files with the page’s own button or drop them on it.',
        );
      },
      'shell.save': () => {
        throw new AppError('unsupported', 'In a browser, the file comes as a download.');
      },
      'shell.dismiss': () => null,
      'shell.openJournal': () => null,
    },
    report,
  );
}
