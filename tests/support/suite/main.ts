import { renderOutcomes, sumCounts, type Outcome } from './outcome.ts';
import { check, chromium, electron, unit } from './steps.ts';

const usage = 'usage: npm test [-- all|check|unit|e2e [filter…]]';
const startedAt = performance.now();

function say(line: string): void {
  const elapsed = `${((performance.now() - startedAt) / 1000).toFixed(0)}`.padStart(4);
  process.stdout.write(`${elapsed} s  ${line}\n`);
}

/** Two at a time: each uses about one core. */
async function checks(): Promise<Outcome[]> {
  const [types, others] = await Promise.all([
    check('types', say),
    (async () => [await check('lint', say), await check('format', say), await check('unused', say)])(),
  ]);
  return [types, ...others];
}

const [part = 'all', ...filters] = process.argv.slice(2);
if (!['all', 'check', 'unit', 'e2e'].includes(part)) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

const runs = (name: string) => part === 'all' || part === name;
const outcomes: Outcome[] = [];
if (runs('check')) outcomes.push(...(await checks()));
if (runs('unit')) outcomes.push(...(await unit(filters, say)));
if (runs('e2e')) {
  outcomes.push(await chromium(filters, say));
  outcomes.push(await electron(filters, say));
}
process.stdout.write(renderOutcomes(outcomes));
if (sumCounts(outcomes).failed > 0) process.exitCode = 1;
