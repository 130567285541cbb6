import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';

import { reportOf } from '../../src-main/simulate/measures/report.ts';
import { apart, ticksOf } from '../../src-main/simulate/plots/axes.ts';
import { plotsOf } from '../../src-main/simulate/plots/plotsOf.ts';
import { plotTasteMap } from '../../src-main/simulate/plots/plotTasteMap.ts';
import { runUnit, type SimulationPlan, unitsOf } from '../../src-main/simulate/runUnit.ts';
import { syntheticView } from '../recommend/syntheticView.ts';

const names = Array.from({ length: 24 }, (_, cluster) => `Drum & bass <${cluster}>`);

function plotsOfPlan(changes: Partial<SimulationPlan> = {}): ReadonlyMap<string, string> {
  const plan: SimulationPlan = {
    users: 3,
    rounds: 14,
    listLength: 10,
    seed: 7,
    preset: 'varied',
    algorithms: ['staged', 'ranking', 'random'],
    revision: 0,
    ...changes,
  };
  const catalogue = syntheticView({ size: 6000, clusters: 8, artists: 3000 });
  const results = unitsOf(plan).map((unit) => runUnit(catalogue, plan, unit));
  return plotsOf(reportOf(results, 1), results, names);
}

const plots = plotsOfPlan();

describe('the plots of a simulation', () => {
  test('are likes, regret, stages and calibration, and a map of tastes for each listener', () => {
    expect([...plots.keys()]).toEqual([
      'likes-by-round.svg',
      'regret.svg',
      'likes-by-stage.svg',
      'calibration.svg',
      'taste-maps/listener-001.svg',
      'taste-maps/listener-002.svg',
      'taste-maps/listener-003.svg',
    ]);
  });

  test.each([...plots])('%s is whole, has its title, and is drawn for light and dark', (_file, svg) => {
    expect(svg).toMatch(/^<svg [^>]*role="img"[^>]*>\n<title id="title">[^<]+<\/title>\n<desc/);
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
    // Every element is closed, in order.
    const open: string[] = [];
    for (const [, slash, name, empty] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (slash) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name!);
    }
    expect(open).toEqual([]);
    expect(svg.replaceAll(/&(amp|lt|gt);/g, '')).not.toContain('&');
  });

  test('name every contender at the end of its line, none on another', () => {
    for (const file of ['likes-by-round.svg', 'regret.svg']) {
      const labels = [...plots.get(file)!.matchAll(/y="([\d.]+)" class="fill-\d" [^>]*>([a-z-]+)</g)];
      expect(labels.map(([, , name]) => name)).toEqual(['staged', 'ranking', 'random']);
      const heights = labels.map(([, y]) => Number(y)).sort((a, b) => a - b);
      heights.slice(1).forEach((y, at) => expect(y - heights[at]!).toBeGreaterThan(15));
    }
  });

  test('show a run of one listener and one round', () => {
    for (const svg of plotsOfPlan({ users: 1, rounds: 1 }).values()) expect(svg).not.toMatch(/NaN|undefined/);
  });
});

test('whatever is written can be read on its paper, light and dark', () => {
  const luminance = (hex: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const share = parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const themes = plots.get('regret.svg')!.split('@media');
  expect(themes).toHaveLength(2);
  for (const theme of themes) {
    const paper = luminance(/\.paper \{ fill: (#\w{6})/.exec(theme)![1]!);
    const written = [...theme.matchAll(/\.(fill-\d|ink|faint) \{ fill: (#\w{6})/g)];
    expect(written.length).toBeGreaterThan(9);
    for (const [, , colour] of written) {
      const [low, high] = [paper, luminance(colour!)].sort((a, b) => a - b);
      expect((high! + 0.05) / (low! + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test('a map of tastes has every song, true taste and learned taste, and names the genres', () => {
  const place = { x: 0.5, y: -0.25, cluster: 3 };
  const svg = plotTasteMap(
    {
      axes: [
        { name: 'energy + loudness', share: 0.4 },
        { name: '− acousticness', share: 0.2 },
      ],
      wanted: [place],
      learned: [{ ...place, likes: 4 }],
      songs: [
        { ...place, x: 0, verdict: 'like' },
        { ...place, x: 1, verdict: 'dislike' },
        { ...place, cluster: 9, verdict: 'skip' },
      ],
    },
    { title: 'Tastes', names },
  );
  expect(svg).toContain('energy + loudness (40 % of the variance)');
  expect(svg).toContain('Drum &amp; bass &lt;3&gt;');
  // One of each, and one in the legend.
  expect(svg.match(/<polygon/g)).toHaveLength(2);
  expect(svg.match(/r="3.6"/g)).toHaveLength(2);
  expect(svg.match(/r="9"/g)).toHaveLength(4);
  expect(svg).toContain('skipped (1)');
});

propertyTest.prop([fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 12 })])(
  'labels are put apart within their bounds, in the order of what they name',
  (wanted) => {
    const placed = apart(wanted, 17, 0, 300);
    const order = [...wanted.keys()].sort((a, b) => wanted[a]! - wanted[b]! || a - b);
    order.slice(1).forEach((one, at) => {
      expect(placed[one]! - placed[order[at]!]!).toBeGreaterThanOrEqual(17 - 1e-9);
    });
    for (const own of placed) expect(own).toBeLessThanOrEqual(300);
    if (placed.length > 0) expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
  },
);

test('ticks are round numbers between the ends', () => {
  expect(ticksOf(0, 0.8, 6)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  expect(ticksOf(-0.9, 0.9, 4)).toEqual([-0.5, 0, 0.5]);
  expect(ticksOf(2, 2, 5)).toEqual([2]);
});
