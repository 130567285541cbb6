const HEADER =
  'track_id,artists,album_name,track_name,popularity,duration_ms,explicit,danceability,energy,key,loudness,mode,speechiness,acousticness,instrumentalness,liveness,valence,tempo,time_signature,track_genre';
const ARTISTS = 5000;
const GENRES = ['pop', 'rock', 'jazz', 'folk', 'techno', 'soul'];

/** A catalogue file of `rows` different songs with Spotify-style features, the same one every time. */
export function featureCsv(rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const share = (step: number) => (((i * step) % 1000) / 1000).toFixed(3);
    return [
      i.toString(36).padStart(22, '0'),
      `Artist ${i % ARTISTS}`,
      'Album',
      `Song ${i}`,
      i % 100,
      180_000 + (i % 90_000),
      'False',
      share(7),
      share(11),
      i % 12,
      -4 - (i % 12),
      i % 2,
      0.05,
      share(13),
      0,
      0.1,
      share(17),
      70 + (i % 110),
      4,
      GENRES[i % GENRES.length],
    ].join(',');
  });
  return [HEADER, ...lines, ''].join('\n');
}
