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

const tidytuesday: SampleTable = {
  format: 'tidytuesday',
  header:
    'track_id,track_name,track_artist,track_popularity,track_album_id,track_album_name,track_album_release_date,playlist_name,playlist_id,playlist_genre,playlist_subgenre,danceability,energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,duration_ms',
  rows: [
    '6f807x0ima9a1j3VPbc7VN,"I Don\'t Care (with Justin Bieber) - Loud Luxury Remix",Ed Sheeran,66,2oCs0DGTsRO98Gh5ZSl2Cx,Remix,2019-06-14,Pop Remix,37i9dQZF1DXcZDD7cfEKhW,pop,dance pop,0.748,0.916,6,-2.634,1,0.0583,0.102,0,0.0653,0.518,122.036,194754',
    '0r7CVbZTWZgbTCYdfa2P31,Memories,Maroon 5,67,63rPSO264uRjW1X5E6cWv6,Memories,1979,Pop Remix,37i9dQZF1DXcZDD7cfEKhW,Pop,dance pop,0.726,0.815,-1,-4.969,1,0.0373,0.0724,0.00421,0.357,0.693,0,162600.5',
  ],
  row: (title, artist) =>
    `,${title},${artist},67,a,Album,2019-12-13,Mix,b,pop,dance pop,0.7,0.8,11,-4.9,1,0.03,0.07,0.004,0.3,0.6,99.9,200000`,
};

const centuryTracks: SampleTable = {
  format: 'spotify-1921-2020',
  header:
    'valence,year,acousticness,artists,danceability,duration_ms,energy,explicit,id,instrumentalness,key,liveness,loudness,mode,name,popularity,release_date,speechiness,tempo',
  rows: [
    `0.0594,1921,0.982,"['Sergei Rachmaninoff', ""James O'Levine"", 'Berliner \\'Phil\\'']",0.279,831667,0.211,0,4BJqT0PrAfrxzMOxytFOIz,0.878,10,0.665,-20.096,1,"Piano Concerto No. 3",4,1921,0.0366,80.954`,
    `0.963,0,0.732,['Dennis Day'],0.819,180533,0.341,1,7xPhfUan2yNtyFG0cUWkt8,0,7,0.16,-12.441,1,Clancy,5,1934-03,0.415,60.936`,
  ],
  row: (title, artist) =>
    `0.5,1950,0.9,${artist},0.3,200000,0.2,0,,0.8,10,0.6,-20,1,${title},4,1950-01-01,0.03,80`,
};

const exportify: SampleTable = {
  format: 'exportify',
  header:
    'Track URI,Track Name,Artist URI(s),Artist Name(s),Album URI,Album Name,Album Release Date,Track Duration (ms),Popularity,ISRC,Added At,Artist Genres,Danceability,Energy,Key,Loudness,Mode,Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo,Time Signature',
  rows: [
    '"spotify:track:5SuOikwiRyPMVoIQDJUgSV","Comedy","spotify:artist:1","Tyler\\, The Creator, Gen Hoshino","spotify:album:1","Comedy","2015-12-02","230666","73","JPVI01514670","2021-01-01T00:00:00Z","j-pop,japanese singer-songwriter","0.676","0.461","1","-6.746","0","0.143","0.0322","0.00000101","0.358","0.715","87.917","4"',
    '"spotify:local:A:B:C:200","On My Disk","","Nobody","","","","200000","0","","2021-01-01T00:00:00Z","","","","","","","","","","","","",""',
  ],
  row: (title, artist) =>
    `,${title},,${artist},,Album,2019-12-13,200000,50,,2021-01-01T00:00:00Z,pop,0.5,0.5,1,-7,1,0.05,0.2,0,0.1,0.5,120,4`,
};

const exportifyFork: SampleTable = {
  format: 'exportify',
  header:
    '"Track URI","Track Name","Album Name","Artist Name(s)","Release Date","Duration (ms)","Popularity","Explicit","Added By","Added At","Genres","Record Label","Danceability","Energy","Key","Loudness","Mode","Speechiness","Acousticness","Instrumentalness","Liveness","Valence","Tempo","Time Signature"',
  rows: [
    'spotify:track:5SuOikwiRyPMVoIQDJUgSV,Comedy,Comedy,Gen Hoshino;Someone Else,2015-12-02,230666,73,false,me,2021-01-01T00:00:00Z,"j-pop,city pop",Label,0.676,0.461,1,-6.746,0,0.143,0.0322,0.00000101,0.358,0.715,87.917,4',
  ],
  row: (title, artist) =>
    `,${title},Album,${artist},2019,200000,50,true,me,2021-01-01T00:00:00Z,pop,Label,0.5,0.5,1,-7,1,0.05,0.2,0,0.1,0.5,120,4`,
};

const lastfm: SampleTable = {
  format: 'lastfm',
  header: 'uts,utc_time,artist,artist_mbid,album,album_mbid,track,track_mbid',
  rows: [
    '"1577836800","01 Jan 2020, 00:00","Train","","Save Me, San Francisco","","Hey, Soul Sister","0f0e4d6c-4a5d-4a0f-9ed6-0a1d6f2c9a3b"',
  ],
  row: (title, artist) => `1577836800,"01 Jan 2020, 00:00",${artist},,Album,,${title},`,
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
  tidytuesday,
  centuryTracks,
  exportify,
  exportifyFork,
  lastfm,
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
