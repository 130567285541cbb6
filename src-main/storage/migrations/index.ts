import type { Migration } from '../migrate.ts';
import { catalogue } from './0001-catalogue.ts';
import { journal } from './0002-journal.ts';
import { models } from './0003-models.ts';
import { library } from './0004-library.ts';
import { clusters } from './0005-clusters.ts';
import { taste } from './0006-taste.ts';
import { experiments } from './0007-experiments.ts';
import { comparisons } from './0008-comparisons.ts';
import { tasteModelEvents } from './0009-taste-model-events.ts';

/** Append only: a released migration is never edited, removed or reordered. */
export const migrations: readonly Migration[] = [
  catalogue,
  journal,
  models,
  library,
  clusters,
  taste,
  experiments,
  comparisons,
  tasteModelEvents,
];
