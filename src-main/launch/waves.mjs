#!/usr/bin/env node
/** The command line: prepares the app if it must, then runs it on the project's own Node. */
import { join } from 'node:path';

import { callerDirectory } from './callerDirectory.mjs';
import { failLaunch } from './launchError.mjs';
import { prepare } from './prepare.mjs';
import { projectNode } from './projectNode.mjs';
import { projectRoot } from './projectRoot.mjs';
import { runThrough } from './runThrough.mjs';

try {
  await prepare(projectRoot);
  const cli = join(projectRoot, 'out', 'main', 'cli.js');
  const cwd = callerDirectory(process.env, process.cwd(), 'waves');
  process.exitCode = await runThrough(projectNode(projectRoot), [cli, ...process.argv.slice(2)], { cwd });
} catch (error) {
  failLaunch(error);
}
