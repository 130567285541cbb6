import { createRandom } from '../../recommend/random.ts';
import type { TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import { drawNumbers } from '../demo/drawNumbers.ts';
import { genreProfiles } from '../demo/genreProfiles.ts';
import { inventTitle } from '../demo/inventNames.ts';
import { NO_IDS } from '../names/identity.ts';
import { artistName } from './numberedNames.ts';

const MAX_TRACKS_OF_ARTIST = 24;
const TRACKS_OF_ALBUM = 10;

/**
 * Invented songs by artists who do not exist, one after the other, the same for
 * the same seed: a longer catalogue begins with the shorter one. Their features
 * are spread around those of their genre and go together as they do in real
 * music (see `drawNumbers`). An artist has 1 to 24 of them, few have many.
 */
export function* syntheticTracks(count: number, seed: number): Generator<TrackRow, void> {
  const random = createRandom(seed);
  const shift = Math.floor(random() * 1e7);
  let made = 0;
  for (let number = 0; made < count; number++) {
    const profile = genreProfiles[Math.floor(random() * genreProfiles.length)]!;
    const artists = [artistName(number, shift)];
    const genres = [profile.genre];
    const fame = random();
    const share = 1 + Math.floor((MAX_TRACKS_OF_ARTIST - 1) * random() ** 2);
    const titles = new Set<string>();
    let album = '';
    for (let own = 0; own < share && made < count; own++, made++) {
      const title = newTitle(titles, inventTitle(random, profile.palette));
      if (own % TRACKS_OF_ALBUM === 0) album = title;
      yield { title, artists, album, ...NO_IDS, genres, ...drawNumbers(random, profile, fame) };
    }
  }
}

/** The title, with a number where the artist has a song of that name already. */
function newTitle(taken: Set<string>, wanted: string): string {
  let title = wanted;
  for (let part = 2; taken.has(title); part++) title = `${wanted}, Part ${part}`;
  taken.add(title);
  return title;
}
