import type { Document } from '../../src-preload/contract.ts';

const RELEASE_MS = 60_000;

/** Hands a document to the browser's own download. */
export function download({ fileName, mediaType, content }: Document): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), RELEASE_MS);
}
