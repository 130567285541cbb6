import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sharedData } from './sharedData.ts';

/** The long header of the Top 50 lists. */
export const TOP50_HEADER = [
  'title,artist,the genre of the track,year,Beats.Per.Minute -The tempo of the song',
  '"Energy- The energy of a song - the higher the value, the more energtic"',
  '"Danceability - The higher the value, the easier it is to dance to this song"',
  '"Loudness/dB - The higher the value, the louder the song"',
  '"Liveness - The higher the value, the more likely the song is a live recording"',
  '"Valence - The higher the value, the more positive mood for the song"',
  'Length - The duration of the song',
  'Acousticness - The higher the value the more acoustic the song is',
  'Speechiness - The higher the value the more spoken word the song contains',
  'Popularity- The higher the value the more popular the song is',
].join(',');
const GENRES = ['dance pop', 'neo mellow', 'canadian pop', 'art pop', 'boy band', 'hip hop'];
const ROWS = 60;

/** The path of the Top 50 list: the real file where the data sets lie beside the project, else a small one of its shape, made in `directory`. */
export function top50File(directory: string): string {
  if (sharedData) return join(sharedData, 'catalogue/top50-2010-2019.csv');

  const rows = Array.from({ length: ROWS }, (_, i) => {
    const spread = (step: number) => (i * step) % 100;
    const genre = GENRES[i % GENRES.length];
    const features = [spread(37), spread(53), -5, 10, spread(61), 200, spread(29), 5, spread(17)];
    return `Song ${i + 1},Artist ${i + 1},${genre},${2010 + (i % 10)},${90 + spread(7)},${features.join(',')}`;
  });
  const path = join(directory, 'top50.csv');
  writeFileSync(path, [TOP50_HEADER, ...rows, ''].join('\r\n'));
  return path;
}
