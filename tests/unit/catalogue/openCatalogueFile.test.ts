import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { beforeEach, describe, expect, test } from 'vitest';

import { openCatalogueFile } from '../../../src-main/catalogue/files/openCatalogueFile.ts';
import { readerFor } from '../../../src-main/catalogue/readers/readerFor.ts';
import { temporaryDirectory } from '../../support/temporaryDirectory.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryDirectory();
});

const signal = new AbortController().signal;

function write(content: string | Buffer, name = 'file.csv'): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function unpacked(path: string): Promise<Buffer> {
  const file = await openCatalogueFile(path, signal);
  const chunks: Buffer[] = [];
  for await (const chunk of file.chunks()) chunks.push(chunk);
  expect(file.bytesRead()).toBe(file.sizeBytes);
  return Buffer.concat(chunks);
}

/** The refusal of a file, which is one line that names it and says that nothing changed. */
async function refusalOf(path: string): Promise<string> {
  const refusal = await openCatalogueFile(path, signal).then(
    (file) => Promise.reject(new Error(`taken for ${readerFor(file).format}`)),
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ code: 'not-a-catalogue' });
  const { message } = refusal as Error;
  expect(message).not.toContain('\n');
  expect(message).toMatch(/ Nothing was changed\.$/);
  return message;
}

async function foreignKindOf(content: string | Buffer): Promise<string> {
  const file = await openCatalogueFile(write(content), signal);
  try {
    return readerFor(file).format;
  } catch (error) {
    expect(error).toMatchObject({ code: 'not-a-catalogue' });
    const { message } = error as Error;
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(400);
    return message;
  }
}

describe('a file', () => {
  test('is handed over as it is', async () => {
    const content = Buffer.from('a,b\n'.repeat(50_000));
    expect((await unpacked(write(content))).equals(content)).toBe(true);
  });

  test('that is packed is unpacked, whatever its name, and in several parts too', async () => {
    const content = Buffer.from('a,b\n'.repeat(50_000));
    expect((await unpacked(write(gzipSync(content), 'list.csv'))).equals(content)).toBe(true);
    const parts = Buffer.concat([gzipSync(content), gzipSync(content)]);
    expect((await unpacked(write(parts))).length).toBe(2 * content.length);
  });

  test('can be left before its end', async () => {
    const file = await openCatalogueFile(write(gzipSync(Buffer.alloc(500_000, 'a,b\n'))), signal);
    for await (const chunk of file.chunks()) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(file.bytesRead()).toBeLessThanOrEqual(file.sizeBytes);
  });
});

describe('refused in one line', () => {
  test('what is missing, a folder, empty, or packed and empty', async () => {
    expect(await refusalOf(join(directory, 'gone.csv'))).toMatch(/^gone\.csv does not exist/);
    mkdirSync(join(directory, 'music'));
    expect(await refusalOf(join(directory, 'music'))).toMatch(/^music is a folder/);
    expect(await refusalOf(write(''))).toMatch(/^file\.csv is empty/);
    expect(await refusalOf(write(gzipSync('')))).toMatch(/^file\.csv is empty/);
    expect(await refusalOf(join(directory, 'file.csv', 'below'))).toMatch(/^below cannot be read/);
  });

  test.skipIf(process.platform === 'win32')('what is no plain file', async () => {
    expect(await refusalOf('/dev/null')).toMatch(/^null is no plain file/);
  });

  test('a packed file that is cut off anywhere, or damaged', async () => {
    const packed = gzipSync(Array.from({ length: 20_000 }, (_, i) => `${i},${Math.sqrt(i)}\n`).join(''));
    for (const share of [0.001, 0.5, 0.99999]) {
      const cut = packed.subarray(0, Math.max(3, Math.floor(packed.length * share)));
      expect(await refusalOf(write(cut))).toMatch(/damaged or cut off/);
    }
    const damaged = Buffer.from(packed);
    damaged[packed.length >> 1]! ^= 0xff;
    expect(await refusalOf(write(damaged))).toMatch(/damaged or cut off/);
  });

  test('a packed file that unpacks to hundreds of times its size', async () => {
    expect(await refusalOf(write(gzipSync(Buffer.alloc(80_000_000))))).toMatch(
      /more than 200 times its size/,
    );
  });
});

test('looking through a packed file stops when the import is stopped', async () => {
  const stopped = new AbortController();
  const path = write(gzipSync(Buffer.alloc(1_000_000)));
  stopped.abort();
  await expect(openCatalogueFile(path, stopped.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

describe('no catalogue', () => {
  test.each([
    ['%PDF-1.7\n…', 'a PDF document'],
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'a zip archive or an Excel workbook'],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'a picture'],
    ['RIFF\u0003\u0000\u0000\u0000AVI ', 'a sound file'],
    ['{"playlists": []}', 'a JSON file'],
    ['\n\n[1, 2]', 'a JSON file'],
    ['<!doctype html><p>Sign in', 'a web page or XML'],
    ['  \n \n', 'a blank file'],
    [Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256)), 'a file that holds no text'],
  ])('%# is said to be %s', async (content, kind) => {
    expect(await foreignKindOf(content)).toContain(`is not a catalogue but ${kind}.`);
  });

  test('a table with other columns is said to have them, in few words', async () => {
    expect(await foreignKindOf('name,age\nA,3\n')).toContain('has columns of no known format (name, age)');
    expect(await foreignKindOf('name,age\nA,3\n')).toContain('--map title=COLUMN');
    const wide = `${Array.from({ length: 500 }, (_, i) => `a very long name of a column ${i}`).join(',')}\n`;
    expect(await foreignKindOf(wide)).toContain('…, …');
    expect(await foreignKindOf('x'.repeat(1_000_000))).toContain('(xxxxxxxxxxxxxxxxxxxxxxx…)');
    // eslint-disable-next-line no-control-regex -- none may be left
    expect(await foreignKindOf('\u001b[31mred,\u0007bell\n')).not.toMatch(/[\u001b\u0007]/);
  });

  test('a text is none, whatever it says', async () => {
    expect(await foreignKindOf('Dear diary,\ntitle, artist and all that.\n')).toContain('no known format');
  });
});
