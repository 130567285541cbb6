import { basename } from 'node:path';
import { Readable } from 'node:stream';

import { type IAudioMetadata, parseFile, parseStream } from 'music-metadata';

import { textIn } from '../../csv/cells.ts';
import { RowFault } from '../../csv/rowFault.ts';
import type { CatalogueFile } from '../../files/catalogueFile.ts';
import type { TrackRow } from '../../../storage/catalogue/catalogueRow.ts';
import { isrcIn, mbidIn } from '../fields/ids.ts';
import { genresIn, namesIn } from '../fields/names.ts';
import { RANGES, recordedYear } from '../fields/ranges.ts';
import { UNKNOWN } from '../fields/unknown.ts';
import type { CatalogueReader, Reading } from '../reader.ts';
import { audioFormatOf } from './audioFormat.ts';

/** Larger ones are mixes and recordings of hours; in an archive they would have to be read whole. */
const MAX_PACKED_BYTES = 268_435_456;

/**
 * One sound file (mp3, flac, ogg, opus, m4a, wav): what its tags say and how
 * long it lasts. Where it has no tags, a name such as "Artist - Title.mp3"
 * says who and what.
 */
export const audioFile: CatalogueReader = {
  format: 'audio-files',
  name: 'sound files',
  recognises: ({ bytes }) => audioFormatOf(bytes) !== null,
  async *read(file) {
    yield [await readOne(file)];
  },
};

async function readOne(file: CatalogueFile): Promise<Reading> {
  try {
    return { line: 1, track: toTrack(await tagsOf(file), file.name) };
  } catch (error) {
    if (error instanceof RowFault) return { line: 1, reason: error.message };
    return { line: 1, reason: 'its tags cannot be read' };
  }
}

async function tagsOf(file: CatalogueFile): Promise<IAudioMetadata> {
  const mimeType = audioFormatOf(file.opening.bytes)!;
  // How long an Ogg stream lasts stands on its last page alone, and of a packed file the size is not known.
  const options = { skipCovers: true, duration: mimeType === 'audio/ogg' || !file.path };
  if (file.path) return parseFile(file.path, options);
  if (file.sizeBytes > MAX_PACKED_BYTES) throw new RowFault('the sound file is too large to be read packed');
  const stream = Readable.from(file.chunks(), { objectMode: false });
  try {
    return await parseStream(stream, { mimeType }, options);
  } finally {
    stream.destroy();
  }
}

function toTrack({ common, format }: IAudioMetadata, fileName: string): TrackRow {
  const named = namesInFileName(fileName);
  const title = common.title?.trim() ? common.title : (named?.title ?? '');
  const tagged = [common.artists ?? [], common.artist ?? [], common.albumartist ?? []].map((names) =>
    [names].flat().filter((name) => name.trim() !== ''),
  );
  const artists = tagged.find((names) => names.length > 0) ?? [named?.artist ?? ''];
  const durationMs = Math.round((format.duration ?? 0) * 1000);
  const tempo = common.bpm ?? 0;
  return {
    ...UNKNOWN,
    ...namesIn(title, artists),
    album: textIn(common.album ?? '', 'the album'),
    genres: genresIn((common.genre ?? []).flatMap((genre) => genre.split(/[;/]|\0/))),
    year: recordedYear(wholeWithin(common.year, RANGES.year)),
    durationMs: wholeWithin(durationMs, [1, RANGES.durationMs[1]]),
    tempo: tempo > 0 && tempo <= RANGES.tempo[1] ? tempo : null,
    isrc: (common.isrc ?? []).map(isrcIn).find((code) => code !== null) ?? null,
    mbid: mbidIn(common.musicbrainz_recordingid ?? ''),
  };
}

function wholeWithin(value: number | undefined, [min, max]: readonly [number, number]): number | null {
  return value !== undefined && Number.isInteger(value) && value >= min && value <= max ? value : null;
}

/** "03 - Artist - Title.mp3" and "Artist - Title.mp3". */
function namesInFileName(path: string): { artist: string; title: string } | null {
  const stem = basename(path.replaceAll('\\', '/')).replace(/\.[^.]*$/, '');
  const [, artist, title] = /^(?:\d{1,3}[\s.-]+)?(.+?)\s+-\s+(.+)$/.exec(stem) ?? [];
  return artist && title ? { artist, title } : null;
}
