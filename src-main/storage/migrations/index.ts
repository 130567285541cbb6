import type { Migration } from '../migrate.ts';
import { catalogue } from './0001-catalogue.ts';
import { journal } from './0002-journal.ts';
import { models } from './0003-models.ts';

/** Append only: a released migration is never edited, removed or reordered. */
export const migrations: readonly Migration[] = [catalogue, journal, models];
