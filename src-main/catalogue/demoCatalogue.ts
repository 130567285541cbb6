import type { Database } from 'better-sqlite3';

import { createRandom } from '../recommend/random.ts';
import type { TrackRow } from '../storage/catalogue/catalogueRow.ts';
import { prepareCatalogueRows } from '../storage/catalogue/catalogueRows.ts';
import { NO_IMPORT } from '../storage/library/imports.ts';
import { recordSource } from '../storage/catalogue/sources.ts';
import { countTracks } from '../storage/tracks/tracks.ts';
import { drawNumbers } from './demo/drawNumbers.ts';
import { genreProfiles } from './demo/genreProfiles.ts';
import { inventArtist, inventTitle } from './demo/inventNames.ts';
import { identityOf, NO_IDS } from './names/identity.ts';
import { toCatalogueRow } from './import/toCatalogueRow.ts';

const DEMO_SIZE = 2_000;
const DEMO_SEED = 20_250_614;
const MAX_TRACKS_OF_ARTIST = 12;

/**
 * Invented songs by artists who do not exist, spread evenly over the genres of
 * `genreProfiles`: the same for the same seed. An artist has 1 to 12 of them,
 * few have many; no two songs are the same track.
 */
export function demoTracks(count: number = DEMO_SIZE, seed: number = DEMO_SEED): TrackRow[] {
  const random = createRandom(seed);
  const artists = new Set<string>();
  const taken = new Set<string>();
  const tracks: TrackRow[] = [];

  for (let turn = 0; tracks.length < count; turn++) {
    const profile = genreProfiles[turn % genreProfiles.length]!;
    const artist = inventArtist(random, profile.palette);
    if (artists.has(artist)) continue;
    artists.add(artist);

    const fame = random();
    const share = Math.min(
      1 + Math.floor((MAX_TRACKS_OF_ARTIST * random()) ** 2 / MAX_TRACKS_OF_ARTIST),
      MAX_TRACKS_OF_ARTIST,
    );
    for (let made = 0; made < share && tracks.length < count; made++) {
      const names = { title: inventTitle(random, profile.palette), artists: [artist] };
      const identity = identityOf({ ...names, ...NO_IDS });
      if (taken.has(identity)) continue;
      taken.add(identity);
      const genres = [profile.genre];
      tracks.push({ ...names, ...NO_IDS, album: null, genres, ...drawNumbers(random, profile, fame) });
    }
  }
  return tracks;
}

/** Fills a catalogue that has no track with the demo, in one transaction; otherwise does nothing. */
export function seedDemoCatalogue(db: Database, now: number): void {
  if (countTracks(db) === 0) putDemoCatalogue(db, now);
}

/** Puts the demo into the catalogue, whatever is in it. */
export function putDemoCatalogue(db: Database, now: number): void {
  db.transaction(() => {
    const source = { name: 'Demo catalogue', format: 'demo', isDemo: true, isSynthetic: false };
    const sourceId = recordSource(db, source, now);
    const rows = prepareCatalogueRows(db, NO_IMPORT);
    for (const track of demoTracks()) {
      const row = toCatalogueRow(track);
      const stored = rows.find(row);
      if (stored) rows.amend(stored, row, 'row', sourceId, now);
      else rows.add(row, sourceId, now);
    }
  }).immediate();
}
