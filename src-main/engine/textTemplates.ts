import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { AppError } from '../../src-preload/errors.ts';
import { TextTemplate } from '../../src-preload/searchCalls.ts';
import { createTextualiser, type Textualiser } from '../textualise/createTextualiser.ts';

/** The person's template, as it stands in the file of the profile. */
export type TextTemplates = {
  current(): TextTemplate;
  /** Makes the sentences of the current template. */
  textualiser(): Textualiser;
  isDefault(): boolean;
  /** Why the file of the profile is not used; null where it is. */
  problem(): string | null;
  /** Keeps a template, the default one for null. Throws `bad-request` for one that makes no sense; the one before then stays. */
  set(template: TextTemplate | null): void;
};

const FILE = 'text-template.json';

type Held = {
  readonly stamp: string;
  readonly template: TextTemplate;
  readonly textualiser: Textualiser;
  readonly problem: string | null;
};

/** Copies the default template into a profile that has none, and follows the file: a person may edit it with anything. */
export function openTextTemplates(profile: string, resourcesDir: string): TextTemplates {
  const standard = readStandard(join(resourcesDir, FILE));
  const file = join(profile, FILE);
  let held: Held | null = null;

  function write(template: TextTemplate): void {
    writeFileSync(`${file}.partial`, `${JSON.stringify(template, null, 2)}\n`);
    renameSync(`${file}.partial`, file);
  }

  function read(): Held {
    const stamp = stampOf(file);
    if (held?.stamp === stamp) return held;
    if (stamp === '') {
      write(standard);
      return (held = { stamp: stampOf(file), ...usable(standard), problem: null });
    }
    try {
      const template = TextTemplate.parse(JSON.parse(readFileSync(file, 'utf8')));
      return (held = { stamp, ...usable(template), problem: null });
    } catch (error) {
      const why = error instanceof AppError ? error.message : 'It is no template.';
      const problem = `${file} cannot be used: ${why} The default template is used instead; the file is left as it is.`;
      return (held = { stamp, ...usable(standard), problem });
    }
  }

  read();
  return {
    current: () => read().template,
    textualiser: () => read().textualiser,
    isDefault: () => same(read().template, standard),
    problem: () => read().problem,
    set(template) {
      const next = template ?? standard;
      createTextualiser(next);
      write(next);
      held = null;
    },
  };
}

function usable(template: TextTemplate) {
  return { template, textualiser: createTextualiser(template) };
}

function same(a: TextTemplate, b: TextTemplate): boolean {
  const sorted = ({ features, full, short }: TextTemplate) =>
    JSON.stringify([Object.entries(features).sort(([x], [y]) => (x < y ? -1 : 1)), full, short]);
  return sorted(a) === sorted(b);
}

/** Changes when the file does; empty where there is none. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs} ${found.size} ${found.ino}` : '';
}

function readStandard(file: string): TextTemplate {
  try {
    return TextTemplate.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new AppError(
      'internal',
      `${file} is missing or damaged. Your profile is untouched; install the app again.`,
      { cause: error },
    );
  }
}
