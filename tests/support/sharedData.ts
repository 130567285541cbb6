import { existsSync } from 'node:fs';
import { join } from 'node:path';

const directory = process.env.WAVES_SHARED_DATA ?? join(import.meta.dirname, '../../../shared/data');

/** The folder of the real data sets that lie beside the project, or null where they are not: then the tests that need them are skipped. */
export const sharedData: string | null = existsSync(join(directory, 'catalogue')) ? directory : null;
