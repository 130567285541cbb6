import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { openDatabase } from '../../../src-main/storage/openDatabase.ts';
import { type BuildInput, type BuildProgress, buildForm } from '../../../src-main/vectors/build/buildForm.ts';
import { embeddingFingerprint } from '../../../src-main/vectors/build/embedder.ts';
import {
  derivedFolder,
  type FormRecord,
  readFormRecord,
} from '../../../src-main/vectors/files/formRecord.ts';
import { openForm } from '../../../src-main/vectors/openForm.ts';
import { TextTemplate } from '../../../src-preload/searchCalls.ts';
import { earFolder } from '../../support/onnx/tinyFolders.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

export const standardTemplate = TextTemplate.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../resources/text-template.json'), 'utf8')),
);

/** A profile with an empty catalogue and a tiny model, on which the full form is built. */
export function buildFixture() {
  const profile = temporaryDirectory();
  const db = openDatabase(profile);
  onTestFinished(() => void db.close());
  const folder = earFolder(join(temporaryDirectory(), 'ear-tiny'));
  const model = { id: 'ear-tiny', folder, fingerprint: embeddingFingerprint('ear-tiny', { graph: '1' }) };
  const derived = derivedFolder(profile);

  function build(
    changes: Partial<BuildInput> = {},
    context: { signal?: AbortSignal; report?: (progress: BuildProgress) => void } = {},
  ) {
    const input: BuildInput = {
      profile,
      form: 'full',
      template: standardTemplate,
      model,
      graphFrom: 1e9,
      isShared: false,
      ...changes,
    };
    return buildForm(input, { signal: new AbortController().signal, report: () => {}, ...context });
  }

  /** The record of the full form, which must be there. */
  function record(): FormRecord {
    return readFormRecord(derived, 'full')!;
  }

  async function open() {
    const form = await openForm(derived, record());
    onTestFinished(() => form.close());
    return form;
  }

  return { profile, db, model, derived, build, record, open };
}
