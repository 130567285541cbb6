import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { addSong, removeSong, renameSong } from '../../support/songs.ts';
import { buildFixture, standardTemplate } from './buildFixture.ts';

const TITLES = ['happy song', 'sad rain', 'great day', 'tired night', 'not the day'];

async function built() {
  const fixture = buildFixture();
  const ids = TITLES.map((title) => addSong(fixture.db, title));
  expect(await fixture.build()).toEqual({ indexed: 5, embedded: 5 });
  return { ...fixture, ids };
}

describe('building a form', () => {
  test('embeds every song once, and nothing when it is run again', async () => {
    const { build, record } = await built();
    const before = record();
    expect(await build()).toEqual({ indexed: 5, embedded: 0 });
    expect(record()).toEqual(before);
  });

  test('follows what came, changed and went, and embeds only that', async () => {
    const { db, build, ids, open } = await built();
    renameSong(db, ids[0]!, 'happy night');
    removeSong(db, ids[1]!);
    const added = addSong(db, 'song song song');
    expect(await build()).toEqual({ indexed: 5, embedded: 2 });
    const { rows } = await open();
    expect(rows.rowOf(ids[1]!)).toBe(-1);
    expect(rows.live).toBe(5);
    const { nearest } = await open();
    const [first] = await nearest(rows.vectorOf(rows.rowOf(added)), 1, null);
    expect(first).toMatchObject({ id: added, score: expect.closeTo(1, 3) as number });
  });

  test('embeds a text once, however many songs have it, and whenever they come', async () => {
    const { db, build, open } = await built();
    for (let copy = 0; copy < 3; copy++) addSong(db, 'one and the same');
    expect(await build()).toEqual({ indexed: 8, embedded: 1 });
    const late = addSong(db, 'one and the same');
    expect(await build()).toEqual({ indexed: 9, embedded: 0 });
    const { rows } = await open();
    expect(rows.vectorOf(rows.rowOf(late))).toEqual(rows.vectorOf(rows.rowOf(late - 1)));
  });

  test('embeds again only the texts that another template changes', async () => {
    const { db, build, ids } = await built();
    db.prepare('UPDATE tracks SET year = 1999 WHERE id = ?').run(ids[2]);
    const template = { ...standardTemplate, full: `${standardTemplate.full}[ Released {year}.]` };
    expect(await build({ template })).toEqual({ indexed: 5, embedded: 1 });
    const other = { ...template, short: 'Quite another {title}' };
    expect(await build({ template: other })).toEqual({ indexed: 5, embedded: 0 });
  });

  test('notices songs that went without a trace', async () => {
    const { db, build, ids } = await built();
    db.prepare('DELETE FROM tracks WHERE id = ?').run(ids[4]);
    expect(await build()).toEqual({ indexed: 4, embedded: 0 });
  });

  test('for another model leaves what is there until it is done', async () => {
    const { build, derived, model, record, open } = await built();
    const before = record();
    const form = await open();
    const stop = new AbortController();
    const other = { ...model, id: 'other', fingerprint: 'f'.repeat(64) };
    const building = build({ model: other }, { signal: stop.signal, report: () => stop.abort() });
    await expect(building).rejects.toThrow();
    expect(record()).toEqual(before);
    expect(await form.nearest(form.rows.vectorOf(0), 1, null)).toHaveLength(1);

    expect(await build({ model: other })).toEqual({ indexed: 5, embedded: 5 });
    expect(record()).toMatchObject({ model: 'other', dimensions: 6 });
    expect(readdirSync(derived)).toHaveLength(2);
  });

  test('writes a file anew when most of it is out of use', async () => {
    const { db, build, record, open, ids } = await built();
    const many = Array.from({ length: 1200 }, (_, at) => addSong(db, `song ${at}`));
    await build();
    const before = record().vectors;
    for (const id of many) removeSong(db, id);
    expect(await build()).toEqual({ indexed: 5, embedded: 0 });
    expect(record().vectors).not.toBe(before);
    const { rows } = await open();
    expect([rows.rows, rows.live]).toEqual([5, 5]);
    expect(rows.rowOf(ids[0]!)).toBeGreaterThanOrEqual(0);
  });
});

describe('a build that was cut off', () => {
  test('goes on without embedding again what was finished', async () => {
    const { db, build } = buildFixture();
    for (let at = 0; at < 1500; at++) addSong(db, `song ${at}`);
    const stop = new AbortController();
    // Batches of 512: by the first thousand one is on the disk.
    const building = build({}, { signal: stop.signal, report: ({ done }) => done >= 1000 && stop.abort() });
    await expect(building).rejects.toThrow();
    const { indexed, embedded } = await build();
    expect(indexed).toBe(1500);
    expect(embedded).toBeGreaterThan(0);
    expect(embedded).toBeLessThan(1000);
  });

  test('in the middle of a row loses that row alone', async () => {
    const { build, derived, record } = await built();
    const file = join(derived, record().vectors);
    truncateSync(file, readFileSync(file).length - 5);
    expect(await build()).toEqual({ indexed: 5, embedded: 1 });
  });
});

describe('a damaged file of vectors', () => {
  test('is mended row by row: one flipped bit costs one text', async () => {
    const { build, derived, record, open } = await built();
    const file = join(derived, record().vectors);
    const bytes = readFileSync(file);
    bytes[64 + 32 * 2 + 25]! ^= 4;
    writeFileSync(file, bytes);
    expect((await open()).rows.live).toBe(4);
    expect(await build()).toEqual({ indexed: 5, embedded: 1 });
    expect((await open()).rows.live).toBe(5);
  });

  test('cut off in its head is begun anew', async () => {
    const { build, derived, record, open } = await built();
    truncateSync(join(derived, record().vectors), 40);
    await expect(open()).rejects.toThrow('damaged');
    expect(await build()).toEqual({ indexed: 5, embedded: 5 });
    expect((await open()).rows.live).toBe(5);
  });

  test('with other dimensions than its record is not read', async () => {
    const { derived, record, open } = await built();
    const name = join(derived, 'vectors-full.json');
    writeFileSync(name, JSON.stringify({ ...record(), dimensions: 12 }));
    await expect(open()).rejects.toThrow('damaged');
  });

  test('of another model under this name is not mixed with the new vectors', async () => {
    const { build, derived, record, model, open } = await built();
    const other = { ...model, fingerprint: 'a'.repeat(64) };
    await build({ model: other });
    const name = record().vectors;
    await build();
    copyFileSync(join(derived, record().vectors), join(derived, name));
    expect(await build({ model: other })).toEqual({ indexed: 5, embedded: 5 });
    expect((await open()).rows.live).toBe(5);
  });

  test('with garbage behind its rows loses the garbage alone', async () => {
    const { build, derived, record, open } = await built();
    appendFileSync(join(derived, record().vectors), Buffer.alloc(100, 7));
    expect((await open()).rows.live).toBe(5);
    expect(await build()).toEqual({ indexed: 5, embedded: 0 });
  });

  test('without a readable record is used again', async () => {
    const { build, derived } = await built();
    writeFileSync(join(derived, 'vectors-full.json'), '{"version":');
    expect(await build()).toEqual({ indexed: 5, embedded: 0 });
  });
});
