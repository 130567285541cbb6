import type { DoctorReport } from '../../../src-preload/contract.ts';
import { loadUsearch } from '../../vectors/loadUsearch.ts';
import type { EngineParts } from '../engineParts.ts';

type Check = DoctorReport['checks'][number];

/** How the index of meanings is, whether USearch can be used for it, and whether the person's template can. */
export async function indexChecks({ vectors, templates }: EngineParts): Promise<Check[]> {
  const usearch = loadUsearch();
  const library: Check =
    typeof usearch === 'string'
      ? { name: 'Vector index', state: 'warning', detail: `${usearch}; all vectors are compared instead` }
      : { name: 'Vector index', state: 'ok', detail: 'USearch loads and finds' };
  const forms = (await vectors.status()).map(({ form, model, tracks, indexed, kind, notice }): Check => {
    const how = kind === 'usearch' ? 'found through a graph' : kind === 'exact' ? 'all compared' : 'none yet';
    return {
      name: `Meanings, ${form} text`,
      // Without a model for search there is nothing that could be indexed.
      state: model === null || (indexed === tracks && notice === null) ? 'ok' : 'warning',
      detail: [`${indexed} of ${tracks} songs, ${how}${model ? `, made by ${model}` : ''}`, notice]
        .filter(Boolean)
        .join('; '),
    };
  });
  const problem = templates.problem();
  return [
    library,
    ...forms,
    {
      name: 'Text template',
      state: problem === null ? 'ok' : 'warning',
      detail: problem ?? (templates.isDefault() ? 'the default one' : 'one of your own'),
    },
  ];
}
