import { AppError } from '../../src-preload/errors.ts';
import { type Examples, examplesOf } from '../learning/examples.ts';
import { createCsvScanner, type CsvRecord } from './csv/csvScanner.ts';
import { headerOf } from './csv/headerOf.ts';
import { openCatalogueFile } from './files/openCatalogueFile.ts';

/** Verdicts on songs with what is known of each: a table that somebody kept of their likes. */
export type VerdictTable = {
  readonly features: readonly string[];
  readonly examples: Examples;
  /** Rows that say neither like nor dislike. */
  readonly rejected: number;
};

const VERDICTS = ['target', 'verdict', 'liked', 'like'];
const LIKED = new Set(['1', 'like', 'liked', 'true', 'yes']);
const DISLIKED = new Set(['0', 'dislike', 'disliked', 'false', 'no']);
/** Columns that number rows rather than say something of songs. */
const COUNTERS = new Set(['', 'id', 'index', 'unnamed: 0']);
const MOST_ROWS = 1_000_000;

/**
 * Reads a table with a verdict a row (column `target`, `verdict` or `liked`) and
 * any number of columns that hold numbers, which become the features; what is
 * no number there is unknown. Throws `not-a-catalogue` when it has no verdicts,
 * or no numbers.
 */
export async function readVerdictTable(path: string, signal: AbortSignal): Promise<VerdictTable> {
  const file = await openCatalogueFile(path, signal);
  const { delimiter, columns } = headerOf(file.opening);
  const names = columns.map((column) => column.trim().toLowerCase());
  const verdictAt = names.findIndex((name) => VERDICTS.includes(name));
  if (verdictAt < 0) {
    throw new AppError(
      'not-a-catalogue',
      `${file.name} has no verdicts: none of its columns is called ${VERDICTS.slice(0, 3).join(', ')}. Nothing was learned.`,
    );
  }
  const records: CsvRecord[] = [];
  const scanner = createCsvScanner(delimiter);
  for await (const text of file.texts()) {
    records.push(...scanner.scan(text, false));
    if (records.length > MOST_ROWS) {
      throw new AppError('bad-request', `${file.name} has more than ${MOST_ROWS} rows.`);
    }
  }
  records.push(...scanner.scan('', true));
  return tableOf(file.name, records.slice(1), names, verdictAt);
}

function tableOf(
  fileName: string,
  records: readonly CsvRecord[],
  names: readonly string[],
  verdictAt: number,
): VerdictTable {
  const labelled = records.flatMap(({ fields, isEndless }) => {
    const said = fields[verdictAt]?.trim().toLowerCase() ?? '';
    const isSaid = !isEndless && fields.length === names.length && (LIKED.has(said) || DISLIKED.has(said));
    return isSaid ? [{ fields, label: LIKED.has(said) ? 1 : 0 }] : [];
  });
  // A column is a feature when most of what it holds are numbers, and not all the same.
  const places = names.flatMap((name, at) => {
    if (at === verdictAt || COUNTERS.has(name)) return [];
    const numbers = labelled
      .map(({ fields }) => numberIn(fields[at]!))
      .filter((value) => !Number.isNaN(value));
    const isVaried = numbers.some((value) => value !== numbers[0]);
    return isVaried && numbers.length > labelled.length / 2 ? [at] : [];
  });
  if (labelled.length === 0 || places.length === 0) {
    throw new AppError(
      'not-a-catalogue',
      `${fileName} has no row with a verdict and numbers beside it. Nothing was learned.`,
    );
  }
  const x = Float64Array.from(labelled.flatMap(({ fields }) => places.map((at) => numberIn(fields[at]!))));
  const y = Uint8Array.from(labelled, ({ label }) => label);
  return {
    features: places.map((at) => names[at]!),
    examples: examplesOf(x, y, places.length),
    rejected: records.length - labelled.length,
  };
}

function numberIn(field: string): number {
  return field.trim() === '' ? NaN : Number(field);
}
