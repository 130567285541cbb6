import {
  flacFile,
  m4aFile,
  mp3File,
  oggFile,
  opusFile,
  type Tags,
  wavFile,
} from '../../support/audio/soundFiles.ts';
import { sampleTables } from './sampleTables.ts';

export type Song = { readonly title: string; readonly artist: string };

/** A format with a way to write a file of it. */
export type ReaderSample = {
  readonly format: string;
  /** Text can be written in several encodings. */
  readonly kind: 'table' | 'json' | 'sound';
  /** Whether a sound file, which holds one song. */
  make(songs: readonly Song[]): string | Buffer;
};

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

const table = (sample: (typeof sampleTables)[keyof typeof sampleTables]): ReaderSample => ({
  format: sample.format,
  kind: 'table',
  make: (songs) =>
    `${[sample.header, ...songs.map(({ title, artist }) => sample.row(quoted(title), quoted(artist)))].join('\n')}\n`,
});

const json = (
  format: string,
  toRecord: (song: Song) => unknown,
  wrap = (records: unknown[]): unknown => records,
): ReaderSample => ({
  format,
  kind: 'json',
  make: (songs) => `${JSON.stringify(wrap(songs.map(toRecord)), null, 2)}\n`,
});

const lines = (format: string, toRecord: (song: Song) => unknown): ReaderSample => ({
  format,
  kind: 'json',
  make: (songs) => songs.map((song) => `${JSON.stringify(toRecord(song))}\n`).join(''),
});

const sound = (make: (tags: Tags) => Buffer): ReaderSample => ({
  format: 'audio-files',
  kind: 'sound',
  make: ([song]) => make(song!),
});

/** Every format that is read, each at least once. */
export const readerSamples: Readonly<Record<string, ReaderSample>> = {
  ...Object.fromEntries(Object.entries(sampleTables).map(([name, sample]) => [name, table(sample)])),
  lastfmPlain: {
    format: 'lastfm-plain',
    kind: 'table',
    make: (songs) =>
      songs
        .map(({ title, artist }) => `${quoted(artist)},Album,${quoted(title)},31 Dec 2019 23:59\n`)
        .join(''),
  },
  extendedHistory: json('spotify-extended-history', ({ title, artist }) => ({
    ts: '2023-01-01T00:00:00Z',
    ms_played: 200_000,
    ip_addr: '203.0.113.7',
    master_metadata_track_name: title,
    master_metadata_album_artist_name: artist,
    master_metadata_album_album_name: 'Album',
    spotify_track_uri: 'spotify:track:5SuOikwiRyPMVoIQDJUgSV',
    skipped: null,
    offline_timestamp: null,
  })),
  streamingHistory: json('spotify-streaming-history', ({ title, artist }) => ({
    endTime: '2023-01-01 00:00',
    artistName: artist,
    trackName: title,
    msPlayed: 1,
  })),
  yourLibrary: json(
    'spotify-library',
    ({ title, artist }) => ({
      artist,
      album: 'Album',
      track: title,
      uri: 'spotify:track:5SuOikwiRyPMVoIQDJUgSV',
    }),
    (tracks) => ({ tracks, albums: [{ artist: 'A', album: 'B', uri: 'c' }], bannedTracks: [] }),
  ),
  playlists: json(
    'spotify-playlists',
    ({ title, artist }) => ({
      track: {
        trackName: title,
        artistName: artist,
        albumName: 'Album',
        trackUri: 'spotify:track:5SuOikwiRyPMVoIQDJUgSV',
      },
      episode: null,
      addedDate: '2023-01-01',
    }),
    (items) => ({
      playlists: [
        { name: 'Empty', items: [] },
        { name: 'Mine', items },
      ],
    }),
  ),
  listenBrainz: lines('listenbrainz', ({ title, artist }) => ({
    listened_at: 1_577_836_800,
    track_metadata: {
      artist_name: artist,
      track_name: title,
      release_name: 'Album',
      mbid_mapping: { recording_mbid: '0f0e4d6c-4a5d-4a0f-9ed6-0a1d6f2c9a3b' },
      additional_info: { duration_ms: 200_000, isrc: 'USRC17607839' },
    },
  })),
  jsonList: json('json-tracks', ({ title, artist }) => ({
    title,
    artist,
    album: 'Album',
    bpm: 120,
    duration: '3:20',
  })),
  jsonLines: lines('json-tracks', ({ title, artist }) => ({
    track_name: title,
    artists: [artist],
    energy: 50,
  })),
  jsonWrapped: json(
    'json-tracks',
    ({ title, artist }) => ({
      added_at: '2023-01-01',
      track: {
        id: '5SuOikwiRyPMVoIQDJUgSV',
        name: title,
        artists: [{ id: 'x', name: artist }],
        album: { name: 'Album', release_date: '1999-01-01' },
        duration_ms: 200_000,
        external_ids: { isrc: 'USRC17607839' },
      },
    }),
    (items) => ({ href: 'x', items }),
  ),
  jspf: json(
    'json-tracks',
    ({ title, artist }) => ({ title, creator: artist, album: 'Album', duration: 200_000 }),
    (track) => ({ playlist: { title: 'Mine', track } }),
  ),
  mp3: sound(mp3File),
  flac: sound(flacFile),
  ogg: sound(oggFile),
  opus: sound(opusFile),
  wav: sound(wavFile),
  m4a: sound(m4aFile),
};
