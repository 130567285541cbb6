import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, test } from 'vitest';

import { createEngineClient, type EngineClient } from '../../../src-main/processes/engineClient.ts';
import { openNodePort } from '../../../src-main/processes/nodePort.ts';
import type { Announcement } from '../../../src-preload/contract.ts';

const engineModule = fileURLToPath(new URL('../../support/crashingEngine.ts', import.meta.url));
const stopped = { ok: false, failure: { code: 'engine-stopped' } };

let client: EngineClient;
afterEach(() => client.close());

function open(...args: string[]): EngineClient {
  client = createEngineClient(() => openNodePort(engineModule, args));
  return client;
}

/** Resolves with the first announcement that `accept` takes. */
function announcement(accept: (announcement: Announcement) => boolean): Promise<Announcement> {
  return new Promise((resolve) => {
    const stop = client.listen((heard) => {
      if (!accept(heard)) return;
      stop();
      resolve(heard);
    });
  });
}

const isDown = ({ name, value }: Announcement) => name === 'engine.change' && value.state === 'down';

describe('the engine client', () => {
  test('returns what the engine process answers, for calls made before it is ready too', async () => {
    const text = 'cafe\u0301 \u{1f30a} \u0000 \ud800';
    expect(await open().dispatch('echo', { text })).toEqual({ ok: true, value: { text } });
  });

  test('passes announcements on until the listener has had enough', async () => {
    open();
    const heard: Announcement[] = [];
    const stop = client.listen((announced) => heard.push(announced));
    await client.dispatch('announce', {});
    stop();
    await client.dispatch('announce', {});
    expect(heard.filter(({ name }) => name === 'journal.change')).toHaveLength(1);
  });

  test('fails the calls in flight when the process dies, and the next call gets a new process', async () => {
    open();
    const first = await client.dispatch('pid', {});
    const inFlight = client.dispatch('hang', {});
    expect(await client.dispatch('die', {})).toMatchObject(stopped);
    expect(await inFlight).toMatchObject(stopped);

    const second = await client.dispatch('pid', {});
    expect(second.ok).toBe(true);
    expect(second).not.toEqual(first);
  });

  test('says that the engine comes back', async () => {
    open();
    const restarting = announcement(
      ({ name, value }) => name === 'engine.change' && value.state === 'restarting',
    );
    await client.dispatch('die', {});
    const running = announcement(({ name, value }) => name === 'engine.change' && value.state === 'running');
    await restarting;
    await running;
  });

  test('stays down after three crashes in a row, even when it answered between them, and says so', async () => {
    open();
    const down = announcement(isDown);
    for (let crash = 0; crash < 3; crash += 1) {
      expect(await client.dispatch('echo', { crash })).toEqual({ ok: true, value: { crash } });
      expect(await client.dispatch('die', {})).toMatchObject(stopped);
    }
    expect((await down).value).toMatchObject({ message: expect.stringContaining('3 times in a row') });
    expect(await client.dispatch('echo', {})).toMatchObject(stopped);
  });

  test('forgives crashes that are more than a minute apart', async () => {
    let now = 0;
    client = createEngineClient(
      () => openNodePort(engineModule, []),
      () => now,
    );
    for (let crash = 0; crash < 4; crash += 1) {
      now += 40_000;
      await client.dispatch('die', {});
      expect(await client.dispatch('echo', { crash })).toEqual({ ok: true, value: { crash } });
    }
  });

  test('gives up on an engine that crashes before it is ready', async () => {
    open('--crash');
    expect(await client.dispatch('echo', {})).toMatchObject(stopped);
    await announcement(isDown);
    expect(await client.dispatch('echo', {})).toMatchObject(stopped);
  });

  test('does not start an engine again that refuses to open, and gives its reason', async () => {
    let starts = 0;
    client = createEngineClient(() => {
      starts += 1;
      return openNodePort(engineModule, ['--refuse']);
    });
    await announcement(isDown);
    expect(await client.dispatch('echo', {})).toMatchObject({
      ok: false,
      failure: { code: 'profile-in-use' },
    });
    await client.close();
    expect(starts).toBe(1);
  });

  test('fails calls instead of hanging when the Node to run the engine on is not there', async () => {
    client = createEngineClient(() =>
      openNodePort(engineModule, [], join(import.meta.dirname, 'no-such-node')),
    );
    await announcement(isDown);
    expect(await client.dispatch('echo', {})).toMatchObject(stopped);
  });

  test('ends the process when it is closed, and refuses calls from then on', async () => {
    const reply = await open().dispatch('pid', {});
    await client.close();
    expect(reply.ok).toBe(true);
    expect(() => process.kill((reply as { value: number }).value, 0)).toThrow('ESRCH');
    expect(await client.dispatch('echo', {})).toMatchObject(stopped);
  });
});
