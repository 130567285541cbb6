import { z } from 'zod';

import { Document } from './wire.ts';

/** What the door itself answers: windows, dialogs, the clipboard of the platform. */
export const shellCalls = {
  'shell.describe': {
    input: z.object({}),
    output: z.object({
      door: z.enum(['electron', 'browser']),
      platform: z.string(),
      version: z.string(),
      /** The accelerator that opens the quick-mood popup, or null where there is none. */
      quickShortcut: z.string().nullable(),
    }),
  },
  /** Asks for files in the platform's dialog; an empty list when the person closes it. */
  'shell.choose': {
    input: z.object({}),
    output: z.object({ paths: z.array(z.string()) }),
  },
  /** Asks where to save and writes the file; null when the person closes the dialog. */
  'shell.save': {
    input: z.object({ document: Document }),
    output: z.object({ path: z.string().nullable() }),
  },
  /** Hides the popup from which it is called. */
  'shell.dismiss': { input: z.object({}), output: z.null() },
  /** Brings the journal window to the front. */
  'shell.openJournal': { input: z.object({}), output: z.null() },
} as const;
