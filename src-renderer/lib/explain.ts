import { toFailure } from '../../src-preload/errors.ts';

/** The sentence to show for any thrown value: an `AppError`'s own message, else that something went wrong. */
export function explain(error: unknown): string {
  return toFailure(error).message;
}
