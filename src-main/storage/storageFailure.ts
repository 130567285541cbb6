import Sqlite from 'better-sqlite3';

import { AppError } from '../../src-preload/errors.ts';

/** The expected failure that stands for an error of SQLite or of the file system, or the error itself when it is a defect. */
export function asStorageFailure(error: unknown, directory: string): unknown {
  if (error instanceof AppError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const options = { cause: error };

  if (error instanceof Sqlite.SqliteError) {
    if (code === 'SQLITE_FULL') return diskFull(directory, options);
    if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
      return new AppError(
        'database-damaged',
        `The database in ${directory} is damaged. It was left as it is. Run \`waves doctor --repair\`: it puts the file aside and restores the newest backup.`,
        options,
      );
    }
    if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/.test(code)) return unwritable(directory, options);
    return error;
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(directory, options);
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|EISDIR|ENAMETOOLONG|ELOOP)$/.test(code))
    return unwritable(directory, options);
  return error;
}

function diskFull(directory: string, options: ErrorOptions): AppError {
  return new AppError(
    'disk-full',
    `The disk that holds ${directory} is full. What was saved before is kept. Free some space and try again.`,
    options,
  );
}

function unwritable(directory: string, options: ErrorOptions): AppError {
  return new AppError(
    'profile-unwritable',
    `The profile directory ${directory} cannot be written. Nothing was changed. Check its permissions, or choose another with --profile.`,
    options,
  );
}
