import { AppError } from '../../src-preload/errors.ts';
import { type Calibration, type Model, readManifest } from './manifest.ts';
import { fileOf, readModelFile } from './modelFile.ts';
import { openSession, type ProviderTry, type Session } from './openSession.ts';
import rules from './textRules.json' with { type: 'json' };
import { parseVocabulary, type Vocabulary } from './vocabulary.ts';

const NO_MODEL = 'The list of models (manifest.json) names no emotion model.';

/** A model ready to place texts in the plane. */
export type OpenModel = {
  readonly id: string;
  readonly calibration: Calibration;
  readonly vocabulary: Vocabulary;
  readonly session: Session;
};

/**
 * Opens the first model of the manifest that reads texts by these rules. Throws
 * an `AppError` when there is none, or when a file of it is missing, damaged or
 * does not fit the others. Tells `onTry` of each ONNX execution provider.
 */
export async function openModel(
  modelsDir: string,
  onTry: (attempt: ProviderTry) => void,
): Promise<OpenModel> {
  const { models, faults } = readManifest(modelsDir);
  const model = models.find(isOurs);
  if (!model?.calibration) throw new AppError('model-unusable', faults[0] ?? NO_MODEL);
  const graph = readModelFile(modelsDir, fileOf(model, 'graph'));
  const lines = readModelFile(modelsDir, fileOf(model, 'vocabulary')).toString('utf8');
  const vocabulary = parseVocabulary(lines);
  const probe = { ids: [0, vocabulary.size - 1], counts: [1, 2] };
  const session = await openSession(graph, probe, onTry);
  return { id: model.id, calibration: model.calibration, vocabulary, session };
}

function isOurs({ task, reader }: Model): boolean {
  return task === 'valence-arousal' && reader === rules.version;
}
