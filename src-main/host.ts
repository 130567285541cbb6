/** The browser door: the app on a loopback address, for a browser, for development and for tests. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { appPlaces } from './appPlaces.ts';
import { createBrowserShell } from './ipc/browserShell.ts';
import { createDoor } from './ipc/door.ts';
import { serveLoopback } from './ipc/loopback.ts';
import { createImportWatch } from './ipc/loopbackImports.ts';
import { createUploads } from './ipc/loopbackUploads.ts';
import { createEngineClient } from './processes/engineClient.ts';
import { openNodePort } from './processes/nodePort.ts';
import { openInBrowser } from './processes/openInBrowser.ts';

const USAGE = 'Usage: host [--profile DIR] [--port N] [--models DIR] [--resources DIR] [--open]';

const argv = process.argv.slice(2);
const { port, isOpening } = readFlags();
const places = appPlaces(argv, process.env);
const { version } = JSON.parse(readFileSync(join(places.root, 'package.json'), 'utf8')) as {
  version: string;
};

const engine = createEngineClient(() =>
  openNodePort(places.engine, places.engineArgs, process.env.WAVES_ENGINE_NODE || process.execPath),
);
const uploads = createUploads(join(places.profile, 'uploads'));
const dispatch = createImportWatch(
  createDoor(createBrowserShell(version, report), engine, report),
  (listener) => engine.listen(listener),
  uploads,
);
const token = randomBytes(32).toString('base64url');
let isClosing = false;
let isReady = false;

engine.listen(({ name, value }) => {
  if (name !== 'engine.change') return;
  if (value.state === 'running') isReady = true;
  if (value.state === 'down' && !isReady) fail(value.message ?? 'The engine does not start.');
});

const loopback = await serveLoopback(dispatch, {
  token,
  rendererDirectory: places.renderer,
  uploads,
  port,
  report,
}).catch((error: unknown) => fail(describeListenError(error)));
engine.listen((announcement) => loopback.announce(announcement));
process.on('SIGINT', () => void close(0));
process.on('SIGTERM', () => void close(0));
process.stdout.write(`Words to Waves: ${loopback.origin}/#token=${token}\n`);
if (isOpening) openInBrowser(loopback.openingUrl());

async function close(exitCode: number): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await Promise.all([loopback.close(), engine.close()]);
  process.exit(exitCode);
}

function readFlags(): { port: number; isOpening: boolean } {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args: argv,
      options: { profile: text, port: text, models: text, resources: text, open: { type: 'boolean' } },
      allowNegative: true,
    });
    const number = Number(values.port ?? 0);
    if (!(Number.isInteger(number) && number >= 0 && number <= 65_535)) {
      throw new RangeError(`--port takes a number from 0 to 65535, not "${values.port}".`);
    }
    return { port: number, isOpening: values.open ?? false };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
    process.exit(2);
  }
}

function describeListenError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'EADDRINUSE' ? `Port ${port} is in use. Choose another, or none for a free one.` : message;
}

function fail(message: string): never {
  process.stderr.write(`Words to Waves: ${message}\n`);
  process.exit(1);
}

function report(error: unknown, what: string): void {
  console.error(`Words to Waves: ${what} failed:`, error);
}
