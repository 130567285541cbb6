import type { Ban, Handlers, TasteProfile } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { addBan, listBans, mainArtistOf, removeBan } from '../../storage/person/bans.ts';
import { listTakenBack, restoreTasteModel, rollBackTasteModel } from '../../storage/person/tasteModels.ts';
import { banKey } from '../../taste/createBanMask.ts';
import { describeTastes } from '../../taste/describeTastes.ts';
import type { EngineParts } from '../engineParts.ts';

type TasteMethod =
  | 'taste.list'
  | 'taste.train'
  | 'taste.rollback'
  | 'taste.restore'
  | 'ban.list'
  | 'ban.add'
  | 'ban.addArtistOf'
  | 'ban.remove';

/** The person's tastes, the models that learn them, and what must never come. */
export function tasteHandlers({ db, tastes, knowledge, now, announce }: EngineParts): Handlers<TasteMethod> {
  const { keeper, learner } = tastes;
  const clusterNames = knowledge.genres.names;
  const changed = () => announce({ name: 'taste.change', value: {} });
  const overview = async () => describeTastes(db, await keeper.current(), keeper.models, clusterNames);

  async function find(taste: string): Promise<TasteProfile> {
    const found = (await overview()).tastes.find(({ key }) => key === taste);
    if (!found) throw new AppError('not-found', `There is no taste "${taste}".`);
    return found;
  }

  function modelsChanged(): void {
    keeper.models.invalidate();
    changed();
  }

  function bansChanged(): void {
    keeper.bansChanged();
    changed();
  }

  function ban(kind: Ban['kind'], name: string): Ban {
    const key = banKey(kind, name);
    if (key === '') throw new AppError('bad-request', `"${name}" names no ${kind}.`);
    const added = addBan(db, { kind, name, key }, now());
    bansChanged();
    return added;
  }

  return {
    'taste.list': overview,
    'taste.train': ({ taste }) => learner.train(taste),
    async 'taste.rollback'({ taste, kind }) {
      await find(taste);
      const inUse = keeper.models.inUse(taste, kind && [kind]);
      if (!inUse) {
        throw new AppError('bad-request', `No model of "${taste}" is in use that could be taken back.`);
      }
      rollBackTasteModel(db, inUse.version.id, now());
      modelsChanged();
      return find(taste);
    },
    async 'taste.restore'({ taste, kind }) {
      await find(taste);
      const versions = keeper.models.versions().filter(({ kind: own }) => kind === null || own === kind);
      const last = listTakenBack(db, taste).find((id) => versions.some((version) => version.id === id));
      if (last === undefined) throw new AppError('bad-request', `No model of "${taste}" was taken back.`);
      const newer = versions.findLast((one) => one.taste === taste && one.state === 'promoted');
      if (newer && newer.id > last) {
        throw new AppError('bad-request', `A newer model of "${taste}" is in use: version ${newer.id}.`);
      }
      restoreTasteModel(db, last, now());
      modelsChanged();
      return find(taste);
    },
    'ban.list': () => listBans(db).map(({ key: _, ...ban }) => ban),
    'ban.add': ({ kind, name }) => ban(kind, name),
    'ban.addArtistOf'({ trackId }) {
      const name = mainArtistOf(db, trackId);
      if (name === null) throw new AppError('not-found', 'This song is not in the catalogue any more.');
      return ban('artist', name);
    },
    'ban.remove'({ id }) {
      if (!removeBan(db, id)) throw new AppError('not-found', `There is no ban ${id}.`);
      bansChanged();
      return null;
    },
  };
}
