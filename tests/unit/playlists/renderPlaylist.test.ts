import { fc, test } from '@fast-check/vitest';
import { parse } from 'csv-parse/sync';
import { describe, expect } from 'vitest';

import type { PlaylistTrack } from '../../../src-main/playlists/playlistTrack.ts';
import { renderPlaylist } from '../../../src-main/playlists/renderPlaylist.ts';
import { safeFileName } from '../../../src-main/playlists/safeFileName.ts';

const song: PlaylistTrack = {
  title: 'Hey, Soul Sister',
  artist: 'Train',
  album: 'Save Me, San Francisco',
  year: 2009,
  genres: ['neo mellow', 'pop rock'],
  durationMs: 216_773,
  popularity: 83,
  isDemo: false,
  isSynthetic: false,
  spotifyId: '4HlFJV71xXKIGcU3kRyttv',
};
const unknown: PlaylistTrack = {
  title: 'Ünknown "Song"',
  artist: '夜',
  album: null,
  year: null,
  genres: [],
  durationMs: null,
  popularity: null,
  isDemo: true,
  isSynthetic: false,
  spotifyId: null,
};

const m3u8 = (tracks: PlaylistTrack[], title = 'Calm evening') =>
  renderPlaylist('m3u8', title, tracks).content;
const csv = (tracks: PlaylistTrack[]) => renderPlaylist('csv', 'x', tracks).content;

test('a playlist is a file that is named after it, of a known media type', () => {
  expect(renderPlaylist('m3u8', 'Calm / evening', [song])).toMatchObject({
    fileName: 'Calm evening.m3u8',
    mediaType: 'audio/x-mpegurl',
  });
  expect(renderPlaylist('csv', 'Calm', [song])).toMatchObject({
    fileName: 'Calm.csv',
    mediaType: 'text/csv',
  });
});

describe('M3U8', () => {
  test('lists length, artist, title and where to find the song', () => {
    expect(m3u8([song, unknown])).toBe(
      [
        '#EXTM3U',
        '#PLAYLIST:Calm evening',
        '#EXTINF:217,Train - Hey, Soul Sister',
        'spotify:track:4HlFJV71xXKIGcU3kRyttv',
        '#EXTINF:-1,夜 - Ünknown "Song"',
        '夜 - Ünknown Song.mp3',
        '',
      ].join('\n'),
    );
  });

  test('a song that starts with a number sign is no comment', () => {
    expect(m3u8([{ ...unknown, artist: '#1 Dads' }]).split('\n')[3]).toBe('_1 Dads - Ünknown Song.mp3');
  });

  test.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])(
    'whatever its names hold, a song takes two lines and the list two',
    (title, artist, list) => {
      const lines = m3u8([{ ...unknown, title, artist }, song], list).split(/\r\n|[\n\r\u0085\u2028\u2029]/);
      expect(lines).toHaveLength(7);
      expect(lines.map((line) => line.startsWith('#'))).toEqual([
        true,
        true,
        true,
        false,
        true,
        false,
        false,
      ]);
    },
  );
});

describe('CSV', () => {
  const read = (text: string) => parse(text, { columns: true }) as Record<string, string>[];

  test('has the columns of Exportify', () => {
    expect(read(csv([song, unknown]))).toEqual([
      {
        'Track URI': 'spotify:track:4HlFJV71xXKIGcU3kRyttv',
        'Track Name': 'Hey, Soul Sister',
        'Artist Name(s)': 'Train',
        'Album Name': 'Save Me, San Francisco',
        'Album Release Date': '2009',
        'Duration (ms)': '216773',
        Popularity: '83',
        Genres: 'neo mellow,pop rock',
      },
      {
        'Track URI': '',
        'Track Name': 'Ünknown "Song"',
        'Artist Name(s)': '夜',
        'Album Name': '',
        'Album Release Date': '',
        'Duration (ms)': '',
        Popularity: '',
        Genres: '',
      },
    ]);
  });

  test.each(['=1+1', '+44', '-1', '@here', '\t=1', ' =1', '\r\n=cmd'])(
    '%j is no formula for a spreadsheet',
    (title) => {
      expect(read(csv([{ ...song, title }]))[0]!['Track Name']).toBe(`'${title.trim()}`);
    },
  );

  test.prop([fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })])(
    'whatever its names hold, a song is one row of eight quoted fields, none of them a formula',
    (title, artist) => {
      const text = csv([{ ...song, title, artist, genres: [title] }]);
      const rows = parse(text) as string[][];
      expect(rows.map((row) => row.length)).toEqual([8, 8]);
      expect(text.split('\r\n')).toHaveLength(3);
      expect(rows.flat().some((field) => /^[=+\-@\t\r]/.test(field))).toBe(false);
    },
  );
});

describe('a file name', () => {
  test.each([
    ['Sad & slow', 'Sad & slow.csv'],
    ['../../etc/passwd', 'etc passwd.csv'],
    ['a\\b:c*d?e"f<g>h|i', 'a b c d e f g h i.csv'],
    ['CON', '_CON.csv'],
    ['com1.backup', '_com1.backup.csv'],
    ['console', 'console.csv'],
    ['...', 'playlist.csv'],
    ['\u202eevil', 'evil.csv'],
    [' . hidden . ', 'hidden.csv'],
    ['Ämter 夜 🌙', 'Ämter 夜 🌙.csv'],
  ])('of %j is %j', (title, name) => expect(safeFileName(title, 'csv')).toBe(name));

  test('is cut between characters as people see them', () => {
    expect(safeFileName('a'.repeat(500), 'm3u8')).toBe(`${'a'.repeat(115)}.m3u8`);
    expect(safeFileName('👩‍👩‍👧‍👦'.repeat(60), 'csv')).toMatch(/^(?:👩‍👩‍👧‍👦)+\.csv$/u);
  });

  test.prop([fc.string({ unit: 'binary', maxLength: 300 })])(
    'is one that every file system takes',
    (title) => {
      const name = safeFileName(title, 'm3u8');
      expect(name.length).toBeLessThanOrEqual(120);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      // eslint-disable-next-line no-control-regex -- none may be left
      expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f]|^[.\s]|\s\.m3u8$/);
      expect(name).toMatch(/^.+\.m3u8$/u);
      expect(name.isWellFormed()).toBe(true);
    },
  );
});
