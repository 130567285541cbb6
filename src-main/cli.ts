/** The command line: one command against an engine in this process. */
import { appPlaces } from './appPlaces.ts';
import { runCommandLine } from './commandLine/runCommandLine.ts';
import type { WorkerTasks } from './engine/workerTasks.ts';
import { openNodeWorkerPort } from './processes/nodeWorkerPort.ts';
import { createWorkerClient } from './processes/workerClient.ts';

const argv = process.argv.slice(2);
const { profile, models, resources, worker } = appPlaces(argv, process.env);

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
    worker: createWorkerClient<WorkerTasks>(() => openNodeWorkerPort(worker)),
  },
});
