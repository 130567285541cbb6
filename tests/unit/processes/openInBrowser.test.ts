import { expect, test } from 'vitest';

import { openingCommand } from '../../../src-main/processes/openInBrowser.ts';

const url = 'http://127.0.0.1:1/open/a&calc';

test.each(['linux', 'darwin', 'win32'] as const)(
  'on %s the address is one argument and no shell sees it',
  (platform) => {
    const [command, ...args] = openingCommand(url, platform);
    expect(command).not.toMatch(/^(cmd|sh|bash|powershell)/);
    expect(args.at(-1)).toBe(url);
  },
);
