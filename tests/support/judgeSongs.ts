import type { CatalogueRow, Verdict } from '../../src-preload/contract.ts';
import type { CommandContext } from '../../src-main/commandLine/command.ts';

/** Songs of a genre cluster as the table has them, in the order of their titles. */
export async function songsOfCluster(
  call: CommandContext['call'],
  cluster: string,
  limit: number,
): Promise<CatalogueRow[]> {
  return (await call('catalogue.rows', { cluster, sort: 'title', limit })).rows;
}

/** Says what somebody who goes by one rule thinks of songs. */
export async function judgeSongs(
  call: CommandContext['call'],
  songs: readonly CatalogueRow[],
  verdictOn: (song: CatalogueRow, place: number) => Verdict,
): Promise<void> {
  await call('feedback.recordMany', {
    verdicts: songs.map((song, place) => ({ trackId: song.id, verdict: verdictOn(song, place) })),
  });
}

/** Likes what is lively and dislikes the rest: something that a model can learn. */
export function likesEnergy({ energy }: CatalogueRow): Verdict {
  return (energy ?? 0) > 0.5 ? 'like' : 'dislike';
}
