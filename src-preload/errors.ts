/** Why a call could not be answered. A closed list: the renderer and the command line may switch on it. */
export type FailureCode =
  /** The input is outside the schema, or asks for something that makes no sense. */
  | 'bad-request'
  /** No such track, entry, job or impression. */
  | 'not-found'
  /** A file that was given as a catalogue is none, or cannot be read. */
  | 'not-a-catalogue'
  /** A model file is missing, damaged or does not fit. */
  | 'model-unusable'
  /** Another job of the same kind is running. */
  | 'busy'
  /** The person stopped the job. */
  | 'cancelled'
  /** The engine process ended while the call was in flight, or stays down after repeated crashes. */
  | 'engine-stopped'
  /** Another instance of the app holds this profile. */
  | 'profile-in-use'
  /** The profile directory cannot be created or written. */
  | 'profile-unwritable'
  | 'disk-full'
  /** A file could not be written where the person wanted it. */
  | 'not-saved'
  /** The profile was written by a newer version of the app. */
  | 'database-newer'
  | 'database-damaged'
  /** This door cannot do it: a browser has no file dialog of its own, for example. */
  | 'unsupported'
  /** A defect. The log has the details. */
  | 'internal';

/** What crosses the boundary in place of an exception. */
export type Failure = { readonly code: FailureCode; readonly message: string };

/** The one error type for expected failures; its message is shown to the person as written. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The failure that stands for any thrown value. What is no `AppError` keeps its details out of it. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  return { code: 'internal', message: 'Something went wrong. The log has the details.' };
}
