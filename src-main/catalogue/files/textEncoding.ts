/** How the bytes of a file stand for characters, as `TextDecoder` names it. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How much is looked through for the zeros of UTF-16. */
const SAMPLE_BYTES = 4_096;

/**
 * The encoding of a text by what it starts with: by its byte order mark, or by
 * zeros in every other byte, as UTF-16 has them; otherwise UTF-8, unless more of its bytes beyond ASCII break UTF-8 than keep
 * it. Then a spreadsheet on Windows wrote it.
 */
export function textEncodingOf(opening: Uint8Array): TextEncoding {
  if (opening[0] === 0xff && opening[1] === 0xfe) return 'utf-16le';
  if (opening[0] === 0xfe && opening[1] === 0xff) return 'utf-16be';

  const sample = opening.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  sample.forEach((byte, at) => (zeros[at % 2]! += Number(byte === 0)));
  const isMost = (count: number) => count > sample.length / 5;
  if (isMost(zeros[1]!) && zeros[0] === 0) return 'utf-16le';
  if (isMost(zeros[0]!) && zeros[1] === 0) return 'utf-16be';

  const text = new TextDecoder().decode(opening, { stream: true });
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  // eslint-disable-next-line no-control-regex -- everything beyond ASCII
  const beyondAscii = text.match(/[^\u0000-\u007f]/gu)?.length ?? 0;
  return broken > beyondAscii - broken ? 'windows-1252' : 'utf-8';
}
