import { AppError } from '../../../src-preload/errors.ts';

/** The failure of an import that changed nothing. `what` goes on from the file's name: "is empty". */
export function refusal(fileName: string, what: string, cause?: unknown): AppError {
  return new AppError(
    'not-a-catalogue',
    `${fileName} ${what}. Nothing was changed.`,
    cause === undefined ? undefined : { cause },
  );
}
