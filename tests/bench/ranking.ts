import { coldStart } from '../../src-main/recommend/stages/coldStart.ts';
import { createRandom } from '../../src-main/recommend/random.ts';
import { syntheticView } from '../recommend/syntheticView.ts';
import type { BenchRow } from './benchRow.ts';

const CALLS = 200;
const WARM_UP = 20;

/** Times of a cold-start list of 10 (choice and spread, no inference) at 114,000 and a million tracks, each at another point of the plane. */
export async function benchRanking(): Promise<BenchRow[]> {
  return [114_000, 1_000_000].flatMap((size) => {
    const view = syntheticView({ size });
    const random = createRandom(7);
    const times = Array.from({ length: WARM_UP + CALLS }, (_, call) => {
      const target = { valence: random() * 2 - 1, arousal: random() * 2 - 1 };
      const start = performance.now();
      coldStart(view, {
        target,
        limit: 10,
        exclude: new Set(),
        allowBackground: false,
        onePerArtist: true,
        seed: call,
      });
      return performance.now() - start;
    });
    const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
    const note = `list of 10, ${size.toLocaleString('en')} synthetic tracks, ${CALLS} calls`;
    const quantile = (share: number) => Math.round(sorted[Math.floor(share * (CALLS - 1))]! * 100) / 100;
    return [
      { name: `cold start ${size} median`, value: quantile(0.5), unit: 'ms', note },
      { name: `cold start ${size} p95`, value: quantile(0.95), unit: 'ms', note },
    ];
  });
}
