import { statfsSync } from 'node:fs';

import type { DoctorReport, Handlers } from '../../../src-preload/contract.ts';
import { checkIntegrity, listBackups } from '../../storage/openDatabase.ts';
import { catalogueStatus } from '../../storage/tracks/tracks.ts';
import type { EngineParts } from '../engineParts.ts';
import { indexChecks } from './indexChecks.ts';

type Check = DoctorReport['checks'][number];

const LOW_DISK_BYTES = 500e6;

export function doctorHandlers(parts: EngineParts): Handlers<'engine.doctor'> {
  return {
    async 'engine.doctor'() {
      // Before the providers: it tries them afresh.
      const models = await checkModels(parts);
      const checks = [
        checkRuntime(),
        ...models,
        ...(await checkProviders(parts)),
        checkDatabase(parts),
        checkCatalogue(parts),
        await checkRanking(parts),
        ...(await indexChecks(parts)),
        checkDisk(parts),
      ];
      return { ok: checks.every(({ state }) => state !== 'failed'), checks };
    },
  };
}

function checkRuntime(): Check {
  const { node, napi, electron } = process.versions;
  const host = electron ? `Electron ${electron}, Node ${node}` : `Node ${node}, outside Electron`;
  return {
    name: 'Runtime',
    state: Number(napi) >= 10 ? 'ok' : 'failed',
    detail: `${host}, Node-API ${napi}`,
  };
}

async function checkProviders({ ear }: EngineParts): Promise<Check[]> {
  return (await ear.providers()).map(({ model, provider, ok, reason }) => ({
    name: `ONNX provider ${provider}`,
    state: ok ? 'ok' : 'warning',
    detail: `${model}: ${reason}`,
  }));
}

async function checkModels({ ear }: EngineParts): Promise<Check[]> {
  const checks = await ear.check();
  const uses = new Map((await ear.models.list()).map(({ id, inUseFor }) => [id, inUseFor]));
  return checks.map(({ id, ok, problem }) => ({
    name: `Model ${id}`,
    state: ok ? 'ok' : 'failed',
    detail: problem ?? `files are whole; ${describeUse(uses.get(id) ?? [])}`,
  }));
}

function describeUse(tasks: readonly string[]): string {
  return tasks.length > 0 ? `in use for ${tasks.join(' and ')}` : 'not in use';
}

function checkDatabase({ db, profile }: EngineParts): Check {
  const integrity = checkIntegrity(db);
  const backups = listBackups(profile).length;
  const version = db.prepare('SELECT sqlite_version()').pluck().get() as string;
  return {
    name: 'Database',
    state: integrity === 'ok' ? 'ok' : 'failed',
    detail: `${profile}: SQLite ${version}, integrity ${integrity}, ${backups} backups`,
  };
}

function checkCatalogue({ db }: EngineParts): Check {
  const { tracks, artists, genres, isDemo, sources } = catalogueStatus(db);
  const synthetic = sources.reduce((sum, source) => sum + (source.isSynthetic ? source.tracks : 0), 0);
  return {
    name: 'Catalogue',
    state: isDemo ? 'warning' : 'ok',
    detail: `${tracks} tracks, ${artists} artists, ${genres} genres${isDemo ? ' (demo: import a catalogue of your own)' : ''}${synthetic > 0 ? ` (${synthetic} of the tracks are synthetic)` : ''}`,
  };
}

async function checkRanking({ catalogue, db }: EngineParts): Promise<Check> {
  const { size } = await catalogue.current();
  const { tracks } = catalogueStatus(db);
  return {
    name: 'Ranking columns',
    state: size === tracks ? 'ok' : 'failed',
    detail: `${size} of ${tracks} tracks in memory`,
  };
}

function checkDisk({ profile }: EngineParts): Check {
  const { bavail, bsize } = statfsSync(profile);
  const free = bavail * bsize;
  return {
    name: 'Disk',
    state: free < LOW_DISK_BYTES ? 'warning' : 'ok',
    detail: `${(free / 1e9).toFixed(1)} GB free`,
  };
}
