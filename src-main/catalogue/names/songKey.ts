import type { TrackRow } from '../../storage/catalogue/catalogueRow.ts';
import { cutFeatured } from './cutFeatured.ts';
import { foldName } from './foldName.ts';

/** Words that make the end of a title name a version of the song rather than a part of its name. */
const version =
  /\b(?:remaster(?:ed)?|live|edit|mix|remix(?:ed)?|version|demo|acoustic|instrumental|karaoke|unplugged|mono|stereo|single|album|deluxe|extended|original|bonus|re-?recorded|rerecording|sped up|slowed|reprise|anniversary|session|sessions|from|with)\b/i;

/** The last bracket, or what follows the last dash between spaces. */
const ending = /^(.*\S)\s*(?:[([]([^()[\]]*)[)\]]|\s[-–—]\s+(.+?))\s*$/;

/**
 * Equal for the versions of one song: main artist and title as compared,
 * without guests and without endings such as "(Live)", "- Remastered 2011" or
 * "[Radio Edit]". An ending that is a part of the name stays.
 */
export function songKeyOf({ artists, title }: Pick<TrackRow, 'artists' | 'title'>, fold = foldName): string {
  return `${fold(cutFeatured(artists[0]!))}|${fold(cutVersion(cutFeatured(title)))}`;
}

/**
 * A song key as a signed 32-bit number (FNV-1a over UTF-16 units). Among a
 * million songs about a hundred pairs share theirs by chance, which does no
 * more harm than that the two do not stand in one list.
 */
export function songHash(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash | 0;
}

function cutVersion(title: string): string {
  const [, stem, bracket, dashed] = ending.exec(title) ?? [];
  if (stem === undefined || !version.test(bracket ?? dashed ?? '')) return title;
  return cutVersion(stem);
}
