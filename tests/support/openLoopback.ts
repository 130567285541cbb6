import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { Dispatch } from '../../src-main/ipc/door.ts';
import { serveLoopback, type Loopback } from '../../src-main/ipc/loopback.ts';
import { createUploads } from '../../src-main/ipc/loopbackUploads.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

export const TOKEN = 'the-token-of-this-test';

export type OpenedLoopback = Loopback & {
  readonly port: number;
  readonly uploadDirectory: string;
  /** What went wrong that nobody expected. */
  readonly reports: unknown[];
};

export type LoopbackCircumstances = {
  readonly dispatch?: Dispatch;
  readonly maxUploadBytes?: number;
  readonly heartbeatMs?: number;
};

/** A loopback host with a small renderer, beside a file that it must not serve. Ends with the test. */
export async function openLoopback(circumstances: LoopbackCircumstances = {}): Promise<OpenedLoopback> {
  const root = temporaryDirectory();
  const rendererDirectory = join(root, 'renderer');
  const uploadDirectory = join(root, 'uploads');
  mkdirSync(join(rendererDirectory, 'assets'), { recursive: true });
  writeFileSync(join(rendererDirectory, 'index.html'), '<!doctype html><title>Waves</title>');
  writeFileSync(join(rendererDirectory, 'assets', 'app-1234.js'), 'export {};');
  writeFileSync(join(rendererDirectory, 'no-kind-of-ours.sqlite'), 'secret');
  writeFileSync(join(root, 'secret.html'), 'secret');

  const reports: unknown[] = [];
  const { dispatch = async (method, input) => ({ ok: true, value: { method, input } }) } = circumstances;
  const loopback = await serveLoopback(dispatch, {
    token: TOKEN,
    rendererDirectory,
    uploads: createUploads(uploadDirectory, circumstances.maxUploadBytes),
    report: (error) => reports.push(error),
    ...(circumstances.heartbeatMs && { heartbeatMs: circumstances.heartbeatMs }),
  });
  onTestFinished(() => loopback.close());
  return { ...loopback, port: Number(new URL(loopback.origin).port), uploadDirectory, reports };
}
