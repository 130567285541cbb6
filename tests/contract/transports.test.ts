import { fc } from '@fast-check/vitest';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createBrowserShell } from '../../src-main/ipc/browserShell.ts';
import { createDoor } from '../../src-main/ipc/door.ts';
import { createRouter } from '../../src-main/ipc/router.ts';
import {
  type Announcement,
  engineCalls,
  type Input,
  type Method,
  type Output,
  type Transport,
} from '../../src-preload/contract.ts';
import { AppError } from '../../src-preload/errors.ts';
import { MAX_TEXT_LENGTH } from '../../src-preload/wire.ts';
import { loopbackTransport } from '../../src-renderer/lib/transport.ts';
import { EventSource } from '../support/eventSource.ts';
import { openLoopback, TOKEN } from '../support/openLoopback.ts';

type Opened = { readonly transport: Transport; announce(announcement: Announcement): void };

const report = vi.fn();
const undo = vi.fn(() => null);
const {
  'emotion.infer': infer,
  'track.get': get,
  'settings.get': read,
  'feedback.undo': undoCall,
} = engineCalls;
const engine = createRouter(
  { 'emotion.infer': infer, 'track.get': get, 'settings.get': read, 'feedback.undo': undoCall },
  {
    'emotion.infer': ({ text }) => ({
      valence: 0.5,
      arousal: -0.25,
      mood: text,
      model: { id: 'test', kind: 'model', notice: null },
      confidence: null,
      emotions: [],
      provider: 'cpu',
      ms: 1,
    }),
    'track.get': () => {
      throw new AppError('not-found', 'There is no such track.');
    },
    'settings.get': () => {
      throw new TypeError('secret detail');
    },
    'feedback.undo': undo,
  },
  report,
);
const dispatch = createDoor(createBrowserShell('1.2.3', report), engine, report);

const doors: Record<string, () => Promise<Opened>> = {
  /** Structured clone is what Electron's channel does to every value. */
  async 'structured clone'() {
    const listeners = new Set<(announcement: Announcement) => void>();
    return {
      transport: {
        send: async (method, input) => structuredClone(await dispatch(method, structuredClone(input))),
        listen(listener) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
        locate: async (file) => file.name,
      },
      announce: (announcement) => listeners.forEach((listener) => listener(structuredClone(announcement))),
    };
  },
  async loopback() {
    const loopback = await openLoopback({ dispatch });
    return { transport: loopbackTransport(loopback.origin, TOKEN), announce: loopback.announce };
  },
};

beforeEach(() => {
  vi.stubGlobal('EventSource', EventSource);
  report.mockClear();
  undo.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

describe.each(Object.keys(doors))('the contract over %s', (name) => {
  const open = () => doors[name]!();

  async function call<M extends Method>(
    { transport }: Opened,
    method: M,
    input: Input<M>,
  ): Promise<Output<M>> {
    const reply = await transport.send(method, input);
    if (!reply.ok) throw new Error(reply.failure.message);
    return reply.value as Output<M>;
  }

  test('a call returns what its handler returns', async () => {
    const opened = await open();
    expect(await call(opened, 'emotion.infer', { text: 'I am fine.' })).toMatchObject({
      valence: 0.5,
      arousal: -0.25,
      mood: 'I am fine.',
    });
  });

  test('the shell answers at the door itself', async () => {
    expect(await call(await open(), 'shell.describe', {})).toEqual({
      door: 'browser',
      platform: process.platform,
      version: '1.2.3',
      quickShortcut: null,
    });
  });

  test('any text arrives as it was sent, half surrogate pairs and control characters included', async () => {
    const opened = await open();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect((await call(opened, 'emotion.infer', { text })).mood).toBe(text);
      }),
    );
  });

  test('the longest text that the contract allows arrives, however it must be escaped', async () => {
    const text = '\u0000'.repeat(MAX_TEXT_LENGTH);
    expect((await call(await open(), 'emotion.infer', { text })).mood === text).toBe(true);
  });

  test('input outside the schema is refused before its handler runs', async () => {
    const { transport } = await open();
    expect(await transport.send('feedback.undo', { id: 0 })).toMatchObject({
      ok: false,
      failure: { code: 'bad-request', message: expect.stringContaining('id') },
    });
    expect(undo).not.toHaveBeenCalled();
  });

  test('an expected failure keeps its code and message', async () => {
    const { transport } = await open();
    expect(await transport.send('track.get', { id: 7 })).toEqual({
      ok: false,
      failure: { code: 'not-found', message: 'There is no such track.' },
    });
    expect(report).not.toHaveBeenCalled();
  });

  test('a defect is reported, and its details stay on the trusted side', async () => {
    const { transport } = await open();
    expect(await transport.send('settings.get', {})).toEqual({
      ok: false,
      failure: { code: 'internal', message: expect.not.stringContaining('secret') },
    });
    expect(report).toHaveBeenCalledWith(
      expect.objectContaining({ message: 'secret detail' }),
      'settings.get',
    );
  });

  test.each(['no.such', '', '__proto__', 'constructor', 'toString', 'shell.'])(
    'there is no call named "%s"',
    async (method) => {
      const { transport } = await open();
      expect(await transport.send(method, {})).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    },
  );

  test('whatever is sent gets a reply, never an exception', async () => {
    const { transport } = await open();
    const method = fc.oneof(
      fc.string(),
      fc.constantFrom('emotion.infer', 'feedback.undo', 'shell.choose', 'shell.save'),
    );
    await fc.assert(
      fc.asyncProperty(method, fc.jsonValue(), async (method, input) => {
        expect(await transport.send(method, input)).toHaveProperty('ok');
      }),
    );
  });

  test('announcements reach every listener in order, and none that has stopped', async () => {
    const { transport, announce } = await open();
    const heard: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const stopEarly = transport.listen(() => heard.push('stopped'));
    stopEarly();
    const stop = transport.listen(({ name: event }) => {
      heard.push(event);
      if (event === 'settings.change') resolve();
    });
    // A stream takes a moment to open; events before that are lost by design.
    const knocking = setInterval(() => announce({ name: 'journal.change', value: {} }), 5);
    await vi.waitFor(() => expect(heard).not.toEqual([]));
    clearInterval(knocking);
    announce({ name: 'feedback.change', value: {} });
    announce({ name: 'settings.change', value: {} });
    await promise;
    stop();
    expect(heard).not.toContain('stopped');
    expect(heard.slice(-2)).toEqual(['feedback.change', 'settings.change']);
  });
});
