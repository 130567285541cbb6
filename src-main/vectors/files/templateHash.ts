import { createHash } from 'node:crypto';

import type { TextForm, TextTemplate } from '../../../src-preload/contract.ts';

/** What the sentences of a form are made by, as one SHA-256: labels count only where the form's pattern may use them. */
export function templateHash(template: TextTemplate, form: TextForm): string {
  const pattern = template[form];
  const features = Object.entries(template.features).filter(([name]) => pattern.includes(name));
  return createHash('sha256')
    .update(JSON.stringify([pattern, features.sort()]))
    .digest('hex');
}
