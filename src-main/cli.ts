/** The command line: one command against an engine in this process. */
import { existsSync } from 'node:fs';

import { appPlaces } from './appPlaces.ts';
import { runCommandLine } from './commandLine/runCommandLine.ts';
import type { WorkerTasks } from './engine/tasks/workerTasks.ts';
import { openNodeWorkerPort } from './processes/nodeWorkerPort.ts';
import { createWorkerClient } from './processes/workerClient.ts';
import { withTasteFlag } from './tasteFlag.ts';
import { codeVersion } from './codeVersion.ts';

const argv = withTasteFlag(process.argv.slice(2), existsSync);
const { profile, models, resources, worker } = appPlaces(argv, process.env);

const openWorker = () => createWorkerClient<WorkerTasks>(() => openNodeWorkerPort(worker));

const stop = new AbortController();
process.on('SIGINT', () => stop.abort());

process.exitCode = await runCommandLine({
  argv,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: stop.signal,
  engine: {
    profile,
    modelsDir: models,
    resourcesDir: resources,
    now: Date.now,
    worker: openWorker(),
    openWorker,
    code: codeVersion(),
  },
});
