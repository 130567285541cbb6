import type { Opening } from './catalogueFile.ts';

/** First bytes, as Latin-1, of files that people take for a catalogue. */
const signatures: readonly (readonly [start: string, kind: string])[] = [
  ['%PDF', 'a PDF document'],
  ['PK\u0003\u0004', 'a zip archive or an Excel workbook'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Excel workbook'],
  ['SQLite format 3', 'a database'],
  ['PAR1', 'a Parquet table'],
  ['ID3', 'a sound file'],
  ['fLaC', 'a sound file'],
  ['OggS', 'a sound file'],
  ['RIFF', 'a sound file'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
];

/** What a file that no reader recognises seems to be, or null when it may be a table with other columns. */
export function foreignKind({ bytes, text }: Opening): string | null {
  const start = bytes.toString('latin1', 0, 32);
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known) return known[1];
  if (text.includes('\0')) return 'a file that holds no text';
  if (/^\s*[[{]/.test(text)) return 'a JSON file';
  if (/^\s*</.test(text)) return 'a web page or XML';
  if (text.trim() === '') return 'a blank file';
  return null;
}
