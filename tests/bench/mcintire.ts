import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';

import { type Examples, examplesOf, pickExamples } from '../../src-main/learning/examples.ts';
import { placesWhere, stratifiedFolds } from '../../src-main/learning/folds.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { sharedData } from '../support/sharedData.ts';

const FOLDS = 5;

const NINE = [
  ...['danceability', 'energy', 'valence', 'tempo', 'loudness', 'acousticness', 'instrumentalness'],
  ...['liveness', 'speechiness'],
];

/** One person's 2,017 verdicts in five folds, over nine features and over all thirteen; nothing where the file is not there. */
export function mcintireFolds(): {
  readonly features: number;
  readonly folds: { readonly train: Examples; readonly held: Examples }[];
}[] {
  const file = join(sharedData ?? '', 'feedback/mcintire-2017.csv');
  if (!sharedData || !existsSync(file)) return [];
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true });
  return [NINE, [...NINE, 'duration_ms', 'key', 'mode', 'time_signature']].map((columns) => {
    const examples = examplesOf(
      Float64Array.from(rows.flatMap((row) => columns.map((column) => Number(row[column])))),
      Uint8Array.from(rows, (row) => Number(row['target'])),
      columns.length,
    );
    const parts = stratifiedFolds(examples.y, FOLDS, createRandom(1));
    const pick = (isIn: (part: number) => boolean) =>
      pickExamples(
        examples,
        placesWhere(examples.rows, (row) => isIn(parts[row]!)),
      );
    const folds = Array.from({ length: FOLDS }, (_, fold) => ({
      train: pick((part) => part !== fold),
      held: pick((part) => part === fold),
    }));
    return { features: columns.length, folds };
  });
}
