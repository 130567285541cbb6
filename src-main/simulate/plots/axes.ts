import { short, text } from './svgDocument.ts';

/** From numbers to pixels along one direction. */
export type Scale = {
  readonly from: number;
  readonly until: number;
  readonly pixelFrom: number;
  readonly pixelUntil: number;
};

/** Where a number lies. */
export function at({ from, until, pixelFrom, pixelUntil }: Scale, value: number): number {
  return pixelFrom + ((value - from) / (until - from || 1)) * (pixelUntil - pixelFrom);
}

/** Round numbers between two, about `count` of them. */
export function ticksOf(from: number, until: number, count: number): number[] {
  const rough = (until - from) / Math.max(1, count);
  if (!(rough > 0)) return [from];
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * size).find((one) => one >= rough * 0.999)!;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(until / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A number as it stands at a tick. */
export function tickText(value: number): string {
  return String(value).replace('-', '−');
}

/** Lines across, their numbers at the left, and what they are above them. */
export function upAxis(y: Scale, x: Scale, title: string, count = 6): string[] {
  return [
    ...ticksOf(y.from, y.until, count).flatMap((value) => [
      `<line class="grid" x1="${short(x.pixelFrom)}" x2="${short(x.pixelUntil)}" y1="${short(at(y, value))}" y2="${short(at(y, value))}"/>`,
      text(x.pixelFrom - 8, at(y, value) + 4, tickText(value), 'faint', 'end'),
    ]),
    `<text class="ink" text-anchor="middle" transform="translate(${short(x.pixelFrom - 44)} ${short((y.pixelFrom + y.pixelUntil) / 2)}) rotate(-90)">${title}</text>`,
  ];
}

/** Numbers of rounds below, and what they are. Rounds are counted from 1. */
export function roundAxis(x: Scale, bottom: number, rounds: number): string[] {
  const shown = [1, ...ticksOf(1, rounds, 8).filter((round) => Number.isInteger(round) && round > 2)];
  return [
    ...shown.map((round) => text(at(x, round - 1), bottom + 18, String(round), 'faint', 'middle')),
    text((x.pixelFrom + x.pixelUntil) / 2, bottom + 38, 'round', 'ink', 'middle'),
  ];
}

/** Positions that lie at least a gap apart and within bounds, each as near to where it should be as its order allows. */
export function apart(wanted: readonly number[], gap: number, least: number, most: number): number[] {
  const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = new Array<number>(wanted.length);
  let last = least - gap;
  for (const one of order) placed[one] = last = Math.max(wanted[one]!, last + gap);
  let next = most + gap;
  for (const one of order.reverse()) placed[one] = next = Math.min(placed[one]!, next - gap);
  return placed;
}
