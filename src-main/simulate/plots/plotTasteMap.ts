import type { TasteMap } from '../tasteMap.ts';
import { at, type Scale, tickText, ticksOf } from './axes.ts';
import { short, svgDocument, text } from './svgDocument.ts';

const WIDTH = 820;
const HEIGHT = 620;
const LEFT = 76;
const RIGHT = 236;
const TOP = 72;
const BOTTOM = 60;
/** The colour of everything outside the listener's tastes. */
const OTHER = 6;

/** A listener's tastes as they are and as they were learned, among the songs that were played. `names` are those of the clusters. */
export function plotTasteMap(
  map: TasteMap,
  { title, names }: { readonly title: string; readonly names: readonly string[] },
): string {
  const clusters = map.wanted.map(({ cluster }) => cluster);
  const colourOf = (cluster: number) => (clusters.includes(cluster) ? clusters.indexOf(cluster) : OTHER);
  const { x, y } = scalesOf([...map.songs, ...map.wanted, ...map.learned]);
  const counted = (verdict: string) => map.songs.filter((song) => song.verdict === verdict).length;
  // What was liked lies on what was not.
  const order = ['skip', 'dislike', 'like'];
  const songs = [...map.songs].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return svgDocument({
    width: WIDTH,
    height: HEIGHT,
    title,
    subtitle: `${map.songs.length} songs by sound, mood and popularity, along the two directions in which they vary most`,
    body: [
      ...frame(x, y, map),
      ...songs.map((song) => mark(song.verdict, at(x, song.x), at(y, song.y), colourOf(song.cluster))),
      ...map.learned.map((taste) => ring(at(x, taste.x), at(y, taste.y), colourOf(taste.cluster))),
      ...map.wanted.map((taste) => star(at(x, taste.x), at(y, taste.y), colourOf(taste.cluster))),
      ...legend([
        ['Genres', ''],
        ...clusters.map((cluster, colour): LegendRow => [
          names[cluster] ?? `cluster ${cluster}`,
          dot(colour),
        ]),
        ['other genres', dot(OTHER)],
        ['Tastes', ''],
        ['true: favourite songs', star(0, 0, 7)],
        ['learned: centroid', ring(0, 0, 7)],
        ['Songs', ''],
        [`liked (${counted('like')})`, mark('like', 0, 0, 7)],
        [`disliked (${counted('dislike')})`, mark('dislike', 0, 0, 7)],
        [`skipped (${counted('skip')})`, mark('skip', 0, 0, 7)],
      ]),
    ],
  });
}

/** One scale for both directions, so that distances can be compared. */
function scalesOf(places: readonly { readonly x: number; readonly y: number }[]): { x: Scale; y: Scale } {
  const [wide, high] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];
  const middleOf = (of: readonly number[]) => (Math.min(...of) + Math.max(...of)) / 2;
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [cx, cy] = [middleOf(xs), middleOf(ys)];
  const reach =
    1.06 *
    Math.max(...xs.map((x) => Math.abs(x - cx) / wide), ...ys.map((y) => Math.abs(y - cy) / high), 1e-6);
  return {
    x: { from: cx - reach * wide, until: cx + reach * wide, pixelFrom: LEFT, pixelUntil: LEFT + wide },
    y: { from: cy - reach * high, until: cy + reach * high, pixelFrom: TOP + high, pixelUntil: TOP },
  };
}

function frame(x: Scale, y: Scale, { axes }: TasteMap): string[] {
  const [right, bottom] = [x.pixelUntil, y.pixelFrom];
  const titleOf = (axis: number) =>
    `${axes[axis]?.name ?? ''} (${Math.round(100 * (axes[axis]?.share ?? 0))} % of the variance)`;
  return [
    ...ticksOf(x.from, x.until, 6).flatMap((value) => [
      `<line class="grid" x1="${short(at(x, value))}" x2="${short(at(x, value))}" y1="${TOP}" y2="${bottom}"/>`,
      text(at(x, value), bottom + 18, tickText(value), 'faint', 'middle'),
    ]),
    ...ticksOf(y.from, y.until, 6).flatMap((value) => [
      `<line class="grid" x1="${LEFT}" x2="${right}" y1="${short(at(y, value))}" y2="${short(at(y, value))}"/>`,
      text(LEFT - 8, at(y, value) + 4, tickText(value), 'faint', 'end'),
    ]),
    text((LEFT + right) / 2, bottom + 40, titleOf(0), 'ink', 'middle'),
    `<text class="ink" text-anchor="middle" transform="translate(${LEFT - 48} ${(TOP + bottom) / 2}) rotate(-90)">${titleOf(1)}</text>`,
  ];
}

function mark(verdict: string, x: number, y: number, colour: number): string {
  const [cx, cy] = [short(x), short(y)];
  if (verdict === 'like')
    return `<circle class="fill-${colour} paper-edge" stroke-width="0.6" cx="${cx}" cy="${cy}" r="3.6"/>`;
  if (verdict === 'skip')
    return `<circle class="thin stroke-${colour}" stroke-opacity="0.7" cx="${cx}" cy="${cy}" r="2"/>`;
  const d = `M${short(x - 2.6)} ${short(y - 2.6)}l5.2 5.2m0 -5.2l-5.2 5.2`;
  return `<path class="thin stroke-${colour}" stroke-opacity="0.8" style="stroke-width:1.3" d="${d}"/>`;
}

function dot(colour: number): string {
  return `<rect class="fill-${colour}" x="-6" y="-6" width="12" height="12" rx="2"/>`;
}

function ring(x: number, y: number, colour: number): string {
  const circle = (className: string, width: number) =>
    `<circle class="${className}" fill="none" style="stroke-width:${width}" cx="${short(x)}" cy="${short(y)}" r="9"/>`;
  return circle('paper-edge', 6) + circle(`stroke-${colour}`, 3);
}

function star(x: number, y: number, colour: number): string {
  const points = Array.from({ length: 10 }, (_, corner) => {
    const reach = corner % 2 === 0 ? 11 : 4.6;
    const angle = (corner * Math.PI) / 5 - Math.PI / 2;
    return `${short(x + reach * Math.cos(angle))},${short(y + reach * Math.sin(angle))}`;
  });
  return `<polygon class="fill-${colour} paper-edge" stroke-width="2" paint-order="stroke" points="${points.join(' ')}"/>`;
}

type LegendRow = [label: string, symbol: string];

/** A row without a symbol is a heading. */
function legend(rows: readonly LegendRow[]): string[] {
  const left = WIDTH - RIGHT + 28;
  let y = TOP - 14;
  return rows.map(([label, symbol]) => {
    y += symbol ? 24 : 32;
    if (!symbol) return `<text x="${left}" y="${y}" class="ink" font-weight="600">${label}</text>`;
    return `<g transform="translate(${left + 10} ${y - 4})">${symbol}</g>${text(left + 30, y, label)}`;
  });
}
