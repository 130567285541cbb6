import type { AlgorithmReport, SimulationReport, StageReport } from '../measures/report.ts';
import { at, roundAxis, type Scale, upAxis } from './axes.ts';
import { COLOURS, short, svgDocument, text } from './svgDocument.ts';

const WIDTH = 820;
const HEIGHT = 560;
const LEFT = 76;
const RIGHT = 210;
const TOP = 72;
const LINES_END = 356;
const BANDS_TOP = 396;
const BOTTOM = 56;
/** Fewer listeners than this at a stage say nothing of it. */
const ENOUGH = 3;

/** One contender by the stages that made its lists: how likely a like is at each, and above which listeners have reached which. */
export function plotStages({ users, rounds }: SimulationReport, contender: AlgorithmReport): string {
  const { algorithm, byRound, stages } = contender;
  const x: Scale = { from: 0, until: Math.max(1, rounds - 1), pixelFrom: LEFT, pixelUntil: WIDTH - RIGHT };
  const chances = [...byRound, ...stages.flatMap((stage) => shownChances(stage, users))];
  const most = Math.max(0.1, ...chances.filter((chance) => chance !== null));
  const up: Scale = { from: 0, until: Math.ceil(most * 10) / 10, pixelFrom: LINES_END, pixelUntil: TOP };
  const share: Scale = { from: 0, until: 1, pixelFrom: HEIGHT - BOTTOM, pixelUntil: BANDS_TOP };
  return svgDocument({
    width: WIDTH,
    height: HEIGHT,
    title: `Chance of a like by stage: ${algorithm}`,
    subtitle: `Mean of ${users} simulated listeners; below, the share of them whose list each stage made`,
    body: [
      ...upAxis(up, x, 'mean chance of a like'),
      line(byRound, x, up, 'faint-edge', 0, '2 4'),
      ...stages.flatMap((stage, colour) => stageLine(shownChances(stage, users), x, up, colour)),
      ...upAxis(share, x, 'share', 2),
      ...bands(stages, x, share),
      ...roundAxis(x, HEIGHT - BOTTOM, rounds),
      ...legend(stages),
    ],
  });
}

function shownChances({ chanceByRound, shareByRound }: StageReport, users: number): (number | null)[] {
  return chanceByRound.map((chance, round) =>
    Math.round(shareByRound[round]! * users) >= Math.min(ENOUGH, users) ? chance : null,
  );
}

/** The parts of a line that are there; a single round is a dot. */
function stageLine(chances: readonly (number | null)[], x: Scale, y: Scale, colour: number): string[] {
  const drawn: string[] = [];
  for (let from = 0; from < chances.length; from++) {
    if (chances[from] === null) continue;
    let until = from;
    while (until + 1 < chances.length && chances[until + 1] !== null) until++;
    const own = chances.slice(from, until + 1) as number[];
    drawn.push(
      own.length === 1
        ? `<circle class="fill-${colour % COLOURS}" cx="${short(at(x, from))}" cy="${short(at(y, own[0]!))}" r="2.5"/>`
        : line(own, x, y, `stroke-${colour % COLOURS}`, from),
    );
    from = until;
  }
  return drawn;
}

function line(values: readonly number[], x: Scale, y: Scale, className: string, from = 0, dash = ''): string {
  const points = values.map((value, i) => `${short(at(x, from + i))},${short(at(y, value))}`).join(' ');
  return `<polyline class="line ${className}" stroke-dasharray="${dash}" points="${points}"/>`;
}

/** Shares stacked from the bottom, the first stage lowest. */
function bands(stages: readonly StageReport[], x: Scale, y: Scale): string[] {
  const rounds = stages[0]?.shareByRound.length ?? 0;
  const floor = new Array<number>(rounds).fill(0);
  return stages.map(({ shareByRound }, colour) => {
    const below = [...floor];
    shareByRound.forEach((own, round) => (floor[round]! += own));
    const edge = (values: readonly number[]) =>
      values.map((value, round) => `${short(at(x, round))},${short(at(y, value))}`);
    const points = [...edge(floor), ...edge(below).reverse()].join(' ');
    return `<polygon class="fill-${colour % COLOURS}" fill-opacity="0.75" points="${points}"/>`;
  });
}

function legend(stages: readonly StageReport[]): string[] {
  const left = WIDTH - RIGHT + 20;
  const share = (value: number) => value.toFixed(2).replace(/^0\./, '.');
  return [
    `<line class="line faint-edge" stroke-dasharray="2 4" x1="${left}" x2="${left + 18}" y1="${TOP + 6}" y2="${TOP + 6}"/>`,
    text(left + 26, TOP + 10, 'all lists'),
    ...stages.flatMap(({ stage, chance }, colour) => {
      const y = TOP + 40 + colour * 40;
      return [
        `<rect class="fill-${colour % COLOURS}" x="${left}" y="${y - 10}" width="18" height="12" rx="2"/>`,
        text(left + 26, y, stage),
        text(
          left + 26,
          y + 15,
          `${share(chance.mean)} [${share(chance.low)}, ${share(chance.high)}]`,
          'faint',
        ),
      ];
    }),
  ];
}
