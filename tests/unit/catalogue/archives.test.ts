import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, test } from 'vitest';

import { openContainer } from '../../../src-main/catalogue/files/container.ts';
import { makeZip } from '../../support/makeZip.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

const signal = new AbortController().signal;

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

function write(content: string | Buffer, name = 'archive.zip'): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function partsOf(path: string): Promise<string[]> {
  const container = await openContainer(path, signal);
  const names: string[] = [];
  try {
    for await (const { name } of container.parts()) names.push(name);
  } finally {
    container.close();
  }
  return names;
}

async function refusalOf(content: Buffer): Promise<string> {
  const refusal = await partsOf(write(content)).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'not-a-catalogue' });
  const { message } = refusal as Error;
  expect(message).toMatch(/^archive\.zip .* Nothing was changed\.$/);
  return message;
}

describe('a zip archive', () => {
  test('gives its files in its order, without folders and empty files', async () => {
    const members = [
      { name: 'b/', content: '' },
      { name: 'b/2.json', content: '[]' },
      { name: 'empty', content: '' },
      { name: 'a/1.json', content: '[1]', isStored: true },
    ];
    expect(await partsOf(write(makeZip(members)))).toEqual(['b/2.json', 'a/1.json']);
  });

  test.each(['../../escape.csv', '/etc/passwd', 'C:/Windows/x.csv', 'a/../../b'])(
    'that names a file outside of itself (%s) is refused',
    async (name) => {
      expect(await refusalOf(makeZip([{ name, content: 'a,b\n' }]))).toMatch(/cannot be unpacked/);
    },
  );

  test('that unpacks to hundreds of times its size is refused before it is unpacked', async () => {
    const bomb = makeZip([{ name: 'bomb.csv', content: Buffer.alloc(80_000_000) }]);
    expect(await refusalOf(bomb)).toMatch(/unpacks to more than 200 times its size/);
  });

  test('of many files that are harmless one by one is refused too', async () => {
    const content = Buffer.alloc(20_000_000);
    const members = Array.from({ length: 5 }, (_, i) => ({ name: `${i}.csv`, content }));
    expect(await refusalOf(makeZip(members))).toMatch(/unpacks to more than 200 times its size/);
  });

  test('that lies about how much a file unpacks to is refused', async () => {
    const content = Buffer.alloc(2_000_000, 'a,b\n');
    expect(await refusalOf(makeZip([{ name: 'a.csv', content, claimedBytes: 1_000 }]))).toMatch(
      /cannot be unpacked/,
    );
    expect(await refusalOf(makeZip([{ name: 'a.csv', content, claimedBytes: 3_000_000 }]))).toMatch(
      /cannot be unpacked/,
    );
  });

  test('that is cut off or damaged is refused as a whole', async () => {
    const zip = makeZip(
      Array.from({ length: 4 }, (_, i) => ({
        name: `${i}.csv`,
        content: `a,b\n${Math.sqrt(i)}\n`.repeat(500),
      })),
    );
    for (const share of [0.2, 0.7, 0.999]) {
      expect(await refusalOf(zip.subarray(0, Math.floor(zip.length * share)))).toMatch(
        /damaged|cannot be unpacked/,
      );
    }
    const turned = Buffer.from(zip);
    turned[60]! ^= 0xff;
    expect(await refusalOf(turned)).toMatch(/damaged|cannot be unpacked/);
  });
});

describe('a folder', () => {
  test('gives all files in it and below, by name, but no hidden ones and no links', async () => {
    mkdirSync(join(directory, 'music/b/c'), { recursive: true });
    for (const name of ['b/c/2.csv', 'b/1.csv', 'a.csv', '.hidden', 'b/empty']) {
      writeFileSync(
        join(directory, 'music', name),
        name.endsWith('csv') || name.startsWith('.') ? 'a,b\n' : '',
      );
    }
    symlinkSync(join(directory, 'music'), join(directory, 'music/b/again'));
    expect(await partsOf(join(directory, 'music'))).toEqual([
      'a.csv',
      join('b', '1.csv'),
      join('b', 'c', '2.csv'),
    ]);
  });
});

test('a file that grows while it is read is not read to an end that it does not have', async () => {
  const path = write('a,b\n'.repeat(100_000), 'growing.csv');
  const container = await openContainer(path, signal);
  let read = 0;
  const reading = (async () => {
    for await (const part of container.parts()) {
      for await (const chunk of part.chunks()) {
        if (read === 0) appendFileSync(path, '1,2\n3');
        read += chunk.length;
      }
    }
  })();
  await expect(reading).rejects.toMatchObject({
    code: 'not-a-catalogue',
    message: expect.stringMatching(/^growing\.csv was changed while it was read/),
  });
  expect(read).toBeLessThan(400_000);
});
