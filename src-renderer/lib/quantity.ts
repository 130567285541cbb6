import type { Job } from '../../src-preload/contract.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A number with its grouping: "114,000". */
export function grouped(value: number): string {
  return whole.format(value);
}

/** A count with its noun: "1 song", "2,000 songs". */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** An amount in a job's unit: "8.1 MB", "12,000 rows". */
export function amount(value: number, unit: Job['unit']): string {
  if (unit !== 'bytes') return `${grouped(value)} ${unit}`;
  return value < 100_000 ? `${short.format(value / 1000)} kB` : `${short.format(value / 1_000_000)} MB`;
}
