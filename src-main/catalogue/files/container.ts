import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';

import type { CatalogueFile } from './catalogueFile.ts';
import { openFolder } from './folder.ts';
import { openCatalogueFile } from './openCatalogueFile.ts';
import { isZip, openZip } from './zip.ts';

/** What the person chose: one file, or several in a folder or an archive. */
export type Container = {
  /** Without the folders above it. */
  readonly name: string;
  /** As it lies on the disk. */
  readonly sizeBytes: number;
  /** Whether files that are no catalogue are to be expected among others. */
  readonly holdsMany: boolean;
  /** The files one after the other; each must be read before the next one. */
  parts(): AsyncGenerator<CatalogueFile, void>;
  /** Bytes of `sizeBytes` that have been read by now. */
  bytesRead(): number;
  close(): void;
};

/** Opens what lies at a path, told by what it holds. Throws `not-a-catalogue` for what cannot be read. */
export async function openContainer(path: string, signal: AbortSignal): Promise<Container> {
  const name = basename(path);
  const stats = await lstat(path).catch(() => null);
  if (stats?.isDirectory()) return openFolder(path, signal);
  const file = await openCatalogueFile(path, signal);
  if (isZip(file.opening.bytes)) return openZip(path, name, file.sizeBytes, signal);
  return {
    name,
    sizeBytes: file.sizeBytes,
    holdsMany: false,
    async *parts() {
      yield file;
    },
    bytesRead: () => file.bytesRead(),
    close() {},
  };
}
