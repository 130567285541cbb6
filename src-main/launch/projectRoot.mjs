import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of the checkout. (`import.meta.dirname` is missing in the first releases of Node 20.) */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
