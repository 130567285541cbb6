/** Which of two lists a song of the mixed one was taken for. */
export type Team = 'a' | 'b';

/** A mixed list: items in order, and the team of each. */
export type Interleaved<T> = { readonly items: readonly T[]; readonly teams: readonly Team[] };

/**
 * Mixes two ranked lists so that neither is favoured: in each round a fair draw
 * says which team picks first, and each takes its best item that is not there
 * yet (team draft; Radlinski, Kurup and Joachims 2008). Two items that share a
 * key never come together. Where an item bars at most one of the other list,
 * as a song does whose versions are by one artist, neither list runs dry before
 * the mixed one is as long as it, and the teams differ by one pick at most.
 */
export function teamDraft<T>(
  a: readonly T[],
  b: readonly T[],
  limit: number,
  keysOf: (item: T) => readonly number[],
  random: () => number,
): Interleaved<T> {
  const lists: Record<Team, readonly T[]> = { a, b };
  const next: Record<Team, number> = { a: 0, b: 0 };
  const taken = new Set<number>();
  const items: T[] = [];
  const teams: Team[] = [];

  function pick(team: Team): void {
    const list = lists[team];
    while (next[team] < list.length && keysOf(list[next[team]]!).some((key) => taken.has(key))) next[team]++;
    const item = list[next[team]];
    if (item === undefined || items.length >= limit) return;
    for (const key of keysOf(item)) taken.add(key);
    items.push(item);
    teams.push(team);
  }

  for (let before = -1; items.length < limit && items.length > before;) {
    before = items.length;
    const order: readonly Team[] = random() < 0.5 ? ['a', 'b'] : ['b', 'a'];
    for (const team of order) pick(team);
  }
  return { items, teams };
}
