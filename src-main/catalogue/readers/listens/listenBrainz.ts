import { cellOf, textIn } from '../../csv/cells.ts';
import { createJsonReader, type JsonObject } from '../../json/jsonReader.ts';
import { isrcIn, mbidIn, spotifyIdIn } from '../fields/ids.ts';
import { namesIn } from '../fields/names.ts';
import { RANGES } from '../fields/ranges.ts';
import { UNKNOWN } from '../fields/unknown.ts';

const objectIn = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/**
 * Listens as ListenBrainz exports them: lines of JSON, in a zip archive of
 * months (`listens/2024/1.jsonl`). The catalogue takes the songs, each once.
 */
export const listenBrainz = createJsonReader({
  format: 'listenbrainz',
  name: 'ListenBrainz listens',
  paths: [[], ['*'], ['payload', 'listens', '*']],
  recognises: (listen) => 'track_name' in objectIn(listen.track_metadata),
  toTrack(listen) {
    const song = objectIn(listen.track_metadata);
    const mapping = objectIn(song.mbid_mapping ?? listen.mbid_mapping);
    const more = objectIn(song.additional_info);
    const id = (value: unknown) => (typeof value === 'string' ? value : '');
    return {
      ...UNKNOWN,
      ...namesIn(cellOf(song.track_name, 'the title'), [cellOf(song.artist_name, 'the artist')]),
      album: textIn(cellOf(song.release_name, 'the album'), 'the album'),
      mbid: mbidIn(id(mapping.recording_mbid)) ?? mbidIn(id(more.recording_mbid)),
      isrc: isrcIn(id(more.isrc)),
      spotifyId: spotifyIdIn(id(more.spotify_id)),
      durationMs: durationIn(more),
    };
  },
});

/** Players state it as they like; what cannot be one is left out. */
function durationIn({ duration_ms: inMs, duration: inS }: JsonObject): number | null {
  const durationMs = typeof inMs === 'number' ? inMs : typeof inS === 'number' ? inS * 1000 : NaN;
  return durationMs > 0 && durationMs <= RANGES.durationMs[1] ? Math.round(durationMs) : null;
}
