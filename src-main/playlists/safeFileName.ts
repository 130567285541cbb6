import { oneLine } from '../catalogue/names/oneLine.ts';

/** In characters with the ending, and in UTF-8 bytes: file systems take 255 of them. */
const MAX = { characters: 120, bytes: 240 } as const;

/** Device names that Windows keeps to itself, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

const encoder = new TextEncoder();

/**
 * A file name that every file system takes: `title` without characters of
 * paths, no dot or blank at either end, no name of a device, 120 characters at
 * most, then `extension`. A title of which nothing is left becomes "playlist".
 */
export function safeFileName(title: string, extension: string): string {
  const plain = trimEnds(oneLine(title.replace(/[<>:"/\\|?*]/g, ' ')));
  const free = reserved.test(plain) ? `_${plain}` : plain;
  const ending = `.${extension}`;
  return (shorten(free, ending.length) || 'playlist') + ending;
}

function trimEnds(name: string): string {
  return name.replace(/^[.\s]+|[.\s]+$/g, '');
}

/** Cuts whole characters, as people see them, until the limits hold with `reserve` more. */
function shorten(name: string, reserve: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    const next = kept + segment;
    if (next.length + reserve > MAX.characters || encoder.encode(next).length + reserve > MAX.bytes) break;
    kept = next;
  }
  return trimEnds(kept);
}
