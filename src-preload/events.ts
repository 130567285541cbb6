import { z } from 'zod';

import { Job } from './wire.ts';

/** What the app announces. An event says that something changed; whoever cares reads it again. */
export const events = {
  'job.change': z.object({ job: Job }),
  'journal.change': z.object({}),
  'catalogue.change': z.object({}),
  'feedback.change': z.object({}),
  /** Models of tastes were trained or rolled back, or what is never recommended has changed. */
  'taste.change': z.object({}),
  'settings.change': z.object({}),
  /** Another model is in use, one was added, or what was learned from corrections has changed. */
  'models.change': z.object({}),
  /** The index of meanings is being built, was built, or was forgotten. */
  'index.change': z.object({}),
  /** The engine process ended or came back. */
  'engine.change': z.object({
    state: z.enum(['starting', 'running', 'restarting', 'down']),
    message: z.string().nullable(),
  }),
} as const;
