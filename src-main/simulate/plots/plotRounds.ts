import { apart, at, roundAxis, type Scale, ticksOf, upAxis } from './axes.ts';
import { COLOURS, short, svgDocument, text } from './svgDocument.ts';

const WIDTH = 820;
const HEIGHT = 480;
const LEFT = 76;
const RIGHT = 160;
const TOP = 72;
const BOTTOM = 56;
const GAP = 17;
/** Another dash for every four lines, so that few differ by colour alone. */
const DASHES = ['', '7 4', '2 3', '9 3 2 3'];

/** Curves over the rounds, a line each with its name at its end. All have one number a round. */
export function plotRounds(options: {
  readonly title: string;
  readonly subtitle: string;
  /** What the numbers are. */
  readonly quantity: string;
  readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
}): string {
  const { title, subtitle, quantity, lines } = options;
  const rounds = Math.max(1, ...lines.map(({ values }) => values.length));
  const most = Math.max(0, ...lines.flatMap(({ values }) => values)) || 1;
  const step = ticksOf(0, most, 6)[1] ?? most;
  const x: Scale = { from: 0, until: rounds - 1, pixelFrom: LEFT, pixelUntil: WIDTH - RIGHT };
  const y: Scale = {
    from: 0,
    until: Math.ceil(most / step - 1e-9) * step,
    pixelFrom: HEIGHT - BOTTOM,
    pixelUntil: TOP,
  };
  const ends = lines.map(({ values }) => at(y, values.at(-1) ?? 0));
  const labels = apart(ends, GAP, TOP, HEIGHT - BOTTOM);
  const end = WIDTH - RIGHT;
  const drawn = lines.flatMap(({ name, values }, line) => {
    const points = values.map((value, round) => `${short(at(x, round))},${short(at(y, value))}`).join(' ');
    const dash = DASHES[Math.floor(line / 4) % DASHES.length]!;
    return [
      `<polyline class="line stroke-${line % COLOURS}" stroke-dasharray="${dash}" points="${points}"/>`,
      `<line class="thin stroke-${line % COLOURS}" x1="${end + 3}" x2="${end + 15}" y1="${short(ends[line]!)}" y2="${short(labels[line]!)}"/>`,
      text(end + 20, labels[line]! + 4, name, `fill-${line % COLOURS}`),
    ];
  });
  return svgDocument({
    width: WIDTH,
    height: HEIGHT,
    title,
    subtitle,
    body: [...upAxis(y, x, quantity), ...roundAxis(x, HEIGHT - BOTTOM, rounds), ...drawn],
  });
}
