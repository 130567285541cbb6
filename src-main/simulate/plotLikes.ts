import type { SimulationReport } from './report.ts';

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 56;
const RIGHT = 168;
const TOP = 24;
const BOTTOM = 48;
/** Told apart in grey and by those who see few colours as well (Okabe and Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#666666', '#000000'];
const DASHES = ['', '6 3', '2 3', '8 3 2 3'];

/** The chance of a like by round, a line a contender, as an SVG document that needs nothing else. */
export function plotLikes({ algorithms, rounds, users }: SimulationReport): string {
  const top = Math.max(0.1, ...algorithms.flatMap(({ byRound }) => byRound));
  const ceiling = Math.min(1, Math.ceil(top * 10) / 10);
  const x = (round: number) => LEFT + (round / Math.max(1, rounds - 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => TOP + (1 - value / ceiling) * (HEIGHT - TOP - BOTTOM);
  const steps = Array.from({ length: Math.round(ceiling * 10) + 1 }, (_, step) => step / 10);
  const ticks = Array.from({ length: 5 }, (_, tick) => Math.round((tick / 4) * (rounds - 1)));

  const grid = steps.map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value).toFixed(1)}" y2="${y(value).toFixed(1)}" stroke="#ddd"/>` +
      `<text x="${LEFT - 8}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value.toFixed(1)}</text>`,
  );
  const below = [...new Set(ticks)].map(
    (round) =>
      `<text x="${x(round).toFixed(1)}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${round + 1}</text>`,
  );
  // Names stand at the ends of their lines, pushed apart where they would lie on each other.
  let last = -Infinity;
  const named = algorithms
    .map((one, index) => ({ ...one, index, end: y(one.byRound.at(-1) ?? 0) }))
    .sort((a, b) => a.end - b.end)
    .map((one) => ({ ...one, at: (last = Math.max(one.end, last + 16)) }));
  const lines = named.map(({ algorithm, byRound, index, at }) => {
    const colour = COLOURS[index % COLOURS.length]!;
    const points = byRound.map((value, round) => `${x(round).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const dash = DASHES[Math.floor(index / COLOURS.length) % DASHES.length]!;
    return (
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>` +
      `<text x="${WIDTH - RIGHT + 10}" y="${(at + 4).toFixed(1)}" fill="${colour}">${algorithm}</text>`
    );
  });
  const title = `Chance of a like by round, mean of ${users} simulated listeners`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#333" role="img" aria-label="${title}">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...grid,
    ...below,
    ...lines,
    `<text x="${LEFT}" y="${HEIGHT - 8}">${title}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
