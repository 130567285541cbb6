import type { AlgorithmReport, SimulationReport } from '../measures/report.ts';
import { at, type Scale, tickText, upAxis } from './axes.ts';
import { COLOURS, short, svgDocument, text } from './svgDocument.ts';

const WIDTH = 820;
const HEIGHT = 520;
const LEFT = 76;
const SIDE = 388;
const TOP = 72;
/** Fewer forecasts than this say nothing of a bin. */
const ENOUGH = 20;

/** One contender's foretold likes beside what came, a line a stage: on the diagonal they can be taken at their word. */
export function plotCalibration({ users }: SimulationReport, { algorithm, stages }: AlgorithmReport): string {
  const x: Scale = { from: 0, until: 1, pixelFrom: LEFT, pixelUntil: LEFT + SIDE };
  const y: Scale = { from: 0, until: 1, pixelFrom: TOP + SIDE, pixelUntil: TOP };
  const left = LEFT + SIDE + 36;
  return svgDocument({
    width: WIDTH,
    height: HEIGHT,
    title: `Calibration of foretold likes: ${algorithm}`,
    subtitle: `Forecasts in tenths beside how often they came true, ${users} simulated listeners; larger dots stand for more forecasts`,
    body: [
      ...upAxis(y, x, 'share that was liked', 5),
      ...[0, 0.2, 0.4, 0.6, 0.8, 1].map((value) =>
        text(at(x, value), TOP + SIDE + 18, tickText(value), 'faint', 'middle'),
      ),
      text(LEFT + SIDE / 2, TOP + SIDE + 40, 'foretold chance of a like', 'ink', 'middle'),
      `<line class="line faint-edge" stroke-dasharray="2 4" x1="${LEFT}" x2="${LEFT + SIDE}" y1="${TOP + SIDE}" y2="${TOP}"/>`,
      ...stages.map(({ calibration }, colour) => curve(binsOf(calibration.bins), x, y, colour % COLOURS)),
      text(left, TOP + 4, 'calibration error, by stage', 'faint'),
      ...stages.map(({ stage, calibration: { error, forecasts } }, place) => {
        const row = TOP + 34 + place * 40;
        const figure =
          forecasts === 0
            ? 'no forecasts'
            : `${share(error.mean)} [${share(error.low)}, ${share(error.high)}], ${forecasts} forecasts`;
        return [
          `<rect class="fill-${place % COLOURS}" x="${left}" y="${row - 10}" width="18" height="12" rx="2"/>`,
          text(left + 26, row, stage),
          text(left + 26, row + 15, figure, 'faint'),
        ].join('');
      }),
    ],
  });
}

type Bin = { readonly foretold: number; readonly came: number; readonly count: number };

function binsOf({ counts, foretold, cameTrue }: AlgorithmReport['calibration']['bins']): Bin[] {
  return counts
    .map((count, bin) => ({ count, foretold: foretold[bin]! / count, came: cameTrue[bin]! / count }))
    .filter(({ count }) => count >= ENOUGH);
}

function curve(bins: readonly Bin[], x: Scale, y: Scale, colour: number): string {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const places = bins.map(({ foretold, came, count }) => ({
    cx: short(at(x, foretold)),
    cy: short(at(y, came)),
    r: short(2 + 5 * Math.sqrt(count / most)),
  }));
  return [
    `<polyline class="line stroke-${colour}" points="${places.map(({ cx, cy }) => `${cx},${cy}`).join(' ')}"/>`,
    ...places.map(
      ({ cx, cy, r }) =>
        `<circle class="fill-${colour} paper-edge" stroke-width="1" cx="${cx}" cy="${cy}" r="${r}"/>`,
    ),
  ].join('');
}

function share(value: number): string {
  return value.toFixed(3).replace(/^0\./, '.');
}
