import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { TextForm } from '../../../src-preload/contract.ts';
import { headOf, type VectorFileHead } from './vectorFile.ts';

const NAME =
  /^vectors-(?<form>\w+)-(?<print>[0-9a-f]{12})-(?<number>\d+)\.(?<kind>rows|graph)(?<partial>\.partial)?$/;

/** A file of a form and a fingerprint that is not there yet. */
export function newFile(folder: string, form: TextForm, fingerprint: string, kind: 'rows' | 'graph'): string {
  const taken = filesOf(folder, form).map(({ number }) => number);
  return `vectors-${form}-${fingerprint.slice(0, 12)}-${Math.max(0, ...taken) + 1}.${kind}`;
}

/** The newest file with vectors of a form that were made by what `fingerprint` says, also one that no record names yet. */
export function findRows(
  folder: string,
  form: TextForm,
  fingerprint: string,
): { name: string; head: VectorFileHead } | null {
  const candidates = filesOf(folder, form)
    .filter(({ kind, isPartial }) => kind === 'rows' && !isPartial)
    .sort((a, b) => b.number - a.number);
  for (const { name } of candidates) {
    const head = headOf(join(folder, name));
    if (head?.fingerprint === fingerprint) return { name, head };
  }
  return null;
}

/** Removes the files of a form but those that are kept. Where one cannot be removed, because a process has it open, it stays for the next time. */
export function sweepFiles(folder: string, form: TextForm, kept: readonly (string | undefined)[]): void {
  for (const { name } of filesOf(folder, form)) {
    if (kept.includes(name)) continue;
    try {
      rmSync(join(folder, name), { force: true });
    } catch {
      // Windows keeps what is mapped.
    }
  }
}

function filesOf(folder: string, form: TextForm) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const { groups } = NAME.exec(name) ?? {};
    if (groups?.form !== form) return [];
    return [
      { name, kind: groups.kind!, number: Number(groups.number), isPartial: groups.partial !== undefined },
    ];
  });
}
