import { readers } from '../../../src-main/catalogue/readers/index.ts';
import type { CatalogueReader } from '../../../src-main/catalogue/readers/reader.ts';
import { TOP50_HEADER } from '../../support/top50File.ts';

/** A small file of one format: its header, rows that are tracks, and a way to make the same row with another title and artist. */
export type SampleTable = {
  readonly format: string;
  readonly header: string;
  readonly rows: readonly string[];
  row(title: string, artist: string): string;
};

const spotifyHeader =
  'track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,time_signature,track_genre';

const spotifyTracks: SampleTable = {
  format: 'spotify-tracks',
  header: spotifyHeader,
  rows: [
    '5SuOikwiRyPMVoIQDJUgSV,Gen Hoshino,Comedy,Comedy,73,230666,FALSE,0.676,0.461,1,-6.746,0,0.143,0.0322,1.01e-6,0.358,0.715,87.917,4,acoustic',
    '1iJBSr7s7jYXzM8EGcbK5b,Ingrid Michaelson;ZAYN,"To ""Begin"", Again",To Begin Again,57,210826,TRUE,0.438,0.359,-1,-9.734,1,0.0557,0.21,0,0.117,0.12,76.332,4,Acoustic',
  ],
  row: (title, artist) =>
    `,${artist},Album,${title},50,200000,FALSE,0.5,0.5,1,-7,1,0.05,0.2,0,0.1,0.5,120,4,pop`,
};

const top50Rows = {
  rows: [
    '"Hey, Soul Sister",Train,neo mellow,2010,97,89,67,-4,8,80,217,19,4,83',
    'Love The Way You Lie,Eminem,detroit hip hop,2010,87,93,75,-5,52,64,263,24,23,82',
  ],
  row: (title: string, artist: string) => `${title},${artist},pop,2015,120,50,50,-7,10,50,200,20,5,50`,
};

/** The formats that are read, one sample each or more. */
export const sampleTables = {
  spotifyTracks,
  top50: { format: 'top-50', header: TOP50_HEADER, ...top50Rows },
  top50Short: {
    format: 'top-50',
    header: 'title,artist,top genre,year,bpm,nrgy,dnce,dB,live,val,dur,acous,spch,pop',
    ...top50Rows,
  },
} as const satisfies Record<string, SampleTable>;

export function readerOf({ format }: SampleTable): CatalogueReader {
  return readers.find((reader) => reader.format === format)!;
}
