/** `npm test`: prepares the checkout on bare Node, then runs every check and test on the project's own. */
import { join } from 'node:path';

import { failLaunch } from '../src-main/launch/launchError.mjs';
import { prepare } from '../src-main/launch/prepare.mjs';
import { projectNode } from '../src-main/launch/projectNode.mjs';
import { projectRoot } from '../src-main/launch/projectRoot.mjs';
import { runThrough } from '../src-main/launch/runThrough.mjs';

try {
  await prepare(projectRoot, process.stdout);
  const suite = join(projectRoot, 'tests/support/suite/main.ts');
  process.exitCode = await runThrough(projectNode(projectRoot), [suite, ...process.argv.slice(2)], {
    cwd: projectRoot,
  });
} catch (error) {
  failLaunch(error);
}
