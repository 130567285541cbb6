import type { CorrectionStatus, Handlers, Model, ModelTask } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { MIN_CORRECTIONS } from '../../learning/fitCorrection.ts';
import type { ListedModel } from '../../modelRegistry/createModelRegistry.ts';
import { TASKS } from '../../modelRegistry/modelEntry.ts';
import { countCorrections } from '../../storage/person/journal.ts';
import { listChoices } from '../../storage/modelChoices.ts';
import { learnedSince, readNewestFit, resetCorrections } from '../../storage/person/personCorrections.ts';
import type { EngineParts } from '../engineParts.ts';

type ModelMethod =
  | 'models.list'
  | 'models.use'
  | 'models.rollback'
  | 'models.verify'
  | 'models.add'
  | 'correction.status'
  | 'correction.reset';

export function modelHandlers(parts: EngineParts): Handlers<ModelMethod> {
  const { db, ear, now, announce } = parts;
  const { models } = ear;
  const changed = () => announce({ name: 'models.change', value: {} });
  const list = async () => (await models.list()).map(toModel);
  const find = async (id: string) => (await list()).find((model) => model.id === id);

  return {
    'models.list': list,
    async 'models.use'({ id, task }) {
      for (const wanted of task ? [task] : tasksFor(await find(id))) await models.use(wanted, id);
      return (await find(id))!;
    },
    async 'models.rollback'({ task }) {
      const last = task ? [task] : lastChosenFor(parts);
      if (last.length > 0 && last.some((one) => listChoices(db, one).length > 0)) {
        for (const one of last) await models.rollback(one);
      } else {
        await useOlder(parts, task ?? 'emotion');
      }
      return list();
    },
    'models.verify': ({ id }) => models.verify(id ?? undefined),
    async 'models.add'({ folder }) {
      const { id } = await models.add(folder);
      changed();
      return (await find(id))!;
    },
    'correction.status': () => statusOf(parts),
    async 'correction.reset'() {
      resetCorrections(db, now());
      changed();
      return statusOf(parts);
    },
  };
}

/** What a model is put to use for when nothing is said; the registry refuses one that is not there or can do nothing. */
function tasksFor(model: Model | undefined): readonly ModelTask[] {
  return model && model.tasks.length > 0 ? model.tasks : ['emotion'];
}

/** The tasks for which the model that was chosen last is in use. */
function lastChosenFor({ db }: EngineParts): ModelTask[] {
  const choices = TASKS.map((task) => ({ task, choice: listChoices(db, task)[0] }));
  const newest = choices.reduce<number>((id, { choice }) => Math.max(id, choice?.id ?? 0), 0);
  const last = choices.find(({ choice }) => choice?.id === newest)?.choice?.modelId;
  return choices.filter(({ choice }) => choice && choice.modelId === last).map(({ task }) => task);
}

/** Where no choice can be taken back: of the app's own models the one after the one in use. */
async function useOlder({ ear }: EngineParts, task: ModelTask): Promise<void> {
  const own = (await ear.models.list()).filter(
    ({ origin, tasks }) => origin === 'shipped' && tasks.includes(task),
  );
  const present = own.findIndex(({ inUseFor }) => inUseFor.includes(task));
  const older = own[present + 1];
  if (!older) {
    throw new AppError(
      'bad-request',
      `There is no model for ${task} before the one in use. Nothing changed.`,
    );
  }
  await ear.models.use(task, older.id);
}

function toModel({ folder: _folder, sha256: _sha256, ...model }: ListedModel): Model {
  return { ...model, tasks: [...model.tasks], inUseFor: [...model.inUseFor], metrics: { ...model.metrics } };
}

async function statusOf({ db, ear }: EngineParts): Promise<CorrectionStatus> {
  const inUse = (await ear.models.list()).find(({ inUseFor }) => inUseFor.includes('emotion'));
  const fit = inUse ? readNewestFit(db, inUse.id) : null;
  return {
    corrections: countCorrections(db, learnedSince(db)),
    needed: MIN_CORRECTIONS,
    isUsed: fit?.isBetter ?? false,
    modelId: inUse?.id ?? null,
    distanceBefore: fit?.distanceBefore ?? null,
    distanceAfter: fit?.distanceAfter ?? null,
    learnedAt: fit?.createdAt ?? null,
  };
}
