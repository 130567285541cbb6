/** The engine process: opens one profile and answers the door that started it. */
import { parseArgs } from 'node:util';

import type { Announcement } from '../src-preload/contract.ts';
import { toFailure } from '../src-preload/errors.ts';
import { appPlaces } from './appPlaces.ts';
import { codeVersion } from './codeVersion.ts';
import { openEngine, openingFailure } from './engine/openEngine.ts';
import type { WorkerTasks } from './engine/tasks/workerTasks.ts';
import { openDoorWorkerPort } from './processes/doorWorkerPort.ts';
import { openNodeWorkerPort } from './processes/nodeWorkerPort.ts';
import { serveEngine } from './processes/serveEngine.ts';
import { createWorkerClient } from './processes/workerClient.ts';

const { values } = parseArgs({
  options: { profile: { type: 'string' }, models: { type: 'string' }, resources: { type: 'string' } },
});
if (!values.profile || !values.models || !values.resources) {
  throw new TypeError('The engine needs --profile, --models and --resources.');
}

const { worker: workerPath } = appPlaces(process.argv.slice(2), process.env);
const report = (error: unknown) => console.error(error);
let announce: (announcement: Announcement) => void = () => {};

const opening = openEngine({
  profile: values.profile,
  modelsDir: values.models,
  resourcesDir: values.resources,
  now: Date.now,
  announce: (announcement) => announce(announcement),
  report,
  resumeJobs: true,
  code: codeVersion(),
  worker: createWorkerClient<WorkerTasks>(() =>
    process.parentPort ? openDoorWorkerPort() : openNodeWorkerPort(workerPath),
  ),
});

const end = serveEngine(
  async (method, input) => {
    try {
      return await (await opening).dispatch(method, input);
    } catch (error) {
      return { ok: false, failure: toFailure(openingFailure(error)) };
    }
  },
  async () => (await opening).close(),
);
announce = end.announce;

try {
  await opening;
  end.ready();
} catch (error) {
  const failure = openingFailure(error);
  if (failure.code === 'internal') report(error);
  await end.refuse(toFailure(failure));
  process.exit(0);
}
