import type { Handlers } from '../../../src-preload/contract.ts';
import { AppError } from '../../../src-preload/errors.ts';
import { renderPlaylist } from '../../playlists/renderPlaylist.ts';
import { readSettings, writeSettings } from '../../storage/settings.ts';
import { inTurns } from '../../storage/inTurns.ts';
import { catalogueStatusInSteps, readExportedTracks } from '../../storage/tracks/tracks.ts';
import type { EngineParts } from '../engineParts.ts';

type CatalogueMethod =
  | 'catalogue.status'
  | 'catalogue.import'
  | 'job.list'
  | 'job.get'
  | 'job.cancel'
  | 'playlist.render'
  | 'settings.get'
  | 'settings.set';

export function catalogueHandlers({ db, jobs, now, announce }: EngineParts): Handlers<CatalogueMethod> {
  return {
    'catalogue.status': () => inTurns(catalogueStatusInSteps(db)),
    'catalogue.import': (input) => ({ jobId: jobs.start('import', input) }),
    'job.list': () => jobs.list(),
    'job.get': ({ id }) => jobs.get(id),
    'job.cancel'({ id }) {
      jobs.cancel(id);
      return null;
    },
    'playlist.render'({ trackIds, format, title }) {
      const tracks = readExportedTracks(db, trackIds);
      if (tracks.length === 0)
        throw new AppError('not-found', 'None of these songs is in the catalogue any more.');
      return renderPlaylist(format, title, tracks);
    },
    'settings.get': () => readSettings(db),
    'settings.set'(changes) {
      writeSettings(db, changes, now());
      announce({ name: 'settings.change', value: {} });
      return readSettings(db);
    },
  };
}
