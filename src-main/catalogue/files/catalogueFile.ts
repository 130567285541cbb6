import { textEncodingOf } from './textEncoding.ts';

/** How much of a file its readers look at to recognise it. */
export const OPENING_BYTES = 65_536;
export const CHUNK_BYTES = 65_536;

/** What a file starts with, unpacked. */
export type Opening = {
  readonly bytes: Buffer;
  /** As text, in the encoding that it seems to have; the last characters may be cut. */
  readonly text: string;
};

/** Where the bytes of a file come from: the disk, or an archive. */
export type ByteSource = {
  /** Without the folders above what the person chose; with those in it. */
  readonly name: string;
  /** Where it lies as it is, so that it can be read in any order; null when it is packed. */
  readonly path: string | null;
  /** As it lies on the disk, packed or not. */
  readonly sizeBytes: number;
  /** What the file holds, unpacked. Throws `not-a-catalogue` when it cannot be read to its end. */
  chunks(): AsyncGenerator<Buffer, void>;
  /** Bytes of `sizeBytes` that the last `chunks()` has read by now. */
  bytesRead(): number;
};

/** A file that was found readable; it is read anew by each `chunks()`. */
export type CatalogueFile = ByteSource & {
  readonly opening: Opening;
  /** The chunks as text, a byte order mark left out and bytes that are no text replaced by U+FFFD. */
  texts(): AsyncGenerator<string, void>;
};

/** A file of these bytes, which starts with `head`. */
export function createCatalogueFile(source: ByteSource, head: Buffer): CatalogueFile {
  const encoding = textEncodingOf(head);
  return {
    ...source,
    opening: { bytes: head, text: new TextDecoder(encoding).decode(head, { stream: true }) },
    async *texts() {
      const decoder = new TextDecoder(encoding);
      for await (const chunk of source.chunks()) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
  };
}
