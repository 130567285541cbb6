/** Which of two lists a song of the mixed one was taken for. */
export type Team = 'a' | 'b';

/** A mixed list: items in order, and the team of each. */
export type Interleaved<T> = { readonly items: readonly T[]; readonly teams: readonly Team[] };

/**
 * Mixes two ranked lists so that neither is favoured: in each round a fair draw
 * says which team picks first, and each takes its best item that is not there
 * yet (team draft; Radlinski, Kurup and Joachims 2008). Items are the same
 * where `keyOf` is.
 */
export function teamDraft<T>(
  a: readonly T[],
  b: readonly T[],
  limit: number,
  keyOf: (item: T) => number,
  random: () => number,
): Interleaved<T> {
  const lists: Record<Team, readonly T[]> = { a, b };
  const next: Record<Team, number> = { a: 0, b: 0 };
  const taken = new Set<number>();
  const items: T[] = [];
  const teams: Team[] = [];

  function pick(team: Team): void {
    const list = lists[team];
    while (next[team] < list.length && taken.has(keyOf(list[next[team]]!))) next[team]++;
    const item = list[next[team]];
    if (item === undefined || items.length >= limit) return;
    taken.add(keyOf(item));
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
