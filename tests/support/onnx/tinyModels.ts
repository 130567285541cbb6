import { cpSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryDirectory } from '../temporaryDirectory.ts';
import { earFolder } from './tinyFolders.ts';

const shipped = join(import.meta.dirname, '../../../models');

/** A models directory as an app is shipped with: the linear model `ridge-1`, and a tiny `ear-1` that is calibrated and counts words. */
export function tinyModels(): string {
  const directory = temporaryDirectory();
  for (const name of ['manifest.json', 'ridge-1']) {
    cpSync(join(shipped, name), join(directory, name), { recursive: true });
  }
  earFolder(join(directory, 'ear-1'), {
    id: 'ear-1',
    isCounting: true,
    manifestFile: 'model.json',
    changes: {
      calibration: {
        kind: 'tanh',
        valence: { centre: 0.1, gain: 2 },
        arousal: { centre: 0, gain: 0.5 },
      },
      confidence: { bias: 0.5, weights: { shareUnknown: -1 } },
      licence: 'CC-BY-SA-4.0',
    },
  });
  return directory;
}
