import { basename } from 'node:path';

import { env, InferenceSession } from 'onnxruntime-node';

import { AppError } from '../../../src-preload/errors.ts';
import type { ProviderName } from './providerCandidates.ts';

/** More threads than this gain little on nets of this size and make the rest of the machine wait. */
const MAX_THREADS = 4;

/**
 * Threads sleep when they wait for each other. By default they spin, which on a
 * busy machine takes the very core that the other would need: one text of 38
 * tokens then took 17 ms at p95 in place of 2, a batch twice as long.
 */
const QUIET_WAITING = { session: { intra_op: { allow_spinning: '0' } } };

// Looking for a provider that is not there makes the runtime print its sources' names; what matters is thrown.
env.logLevel = 'fatal';

/**
 * Opens a graph on one execution provider; ONNX Runtime itself never falls
 * back. Throws `model-unusable` with the reason in words.
 */
export async function openSession(
  file: string,
  provider: ProviderName,
  cores: number,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(file, {
      executionProviders: [provider],
      intraOpNumThreads: Math.min(cores, MAX_THREADS),
      graphOptimizationLevel: 'all',
      extra: QUIET_WAITING,
      logSeverityLevel: 4,
    });
  } catch (error) {
    throw new AppError('model-unusable', whyNot(error, basename(file), provider), { cause: error });
  }
}

/** Messages of ONNX Runtime 1.30, most of which name C++ files, as sentences for the person. */
function whyNot(error: unknown, file: string, provider: ProviderName): string {
  const said = error instanceof Error ? error.message : String(error);
  const opset = /Opset (\d+) is under development.*till opset (\d+)/s.exec(said);
  if (opset) {
    return `${file} is written for ONNX opset ${opset[1]}; this version of the app reads up to opset ${opset[2]}. Export it again with an older opset.`;
  }
  const version = /model IR version: (\d+), max supported IR version: (\d+)/.exec(said);
  if (version) {
    return `${file} is written in ONNX format ${version[1]}; this version of the app reads up to format ${version[2]}.`;
  }
  if (/protobuf parsing failed|data pointer is null|ModelProto does not have a graph/i.test(said)) {
    return `${file} is damaged or was cut off: it is not a whole ONNX model. Copy or download it again.`;
  }
  if (/external data|\.onnx_data|model_path must not be empty/i.test(said)) {
    return `${file} keeps its weights in a second file, which is missing or damaged.`;
  }
  if (provider === 'cpu') return `${file} cannot be run: ${firstSentence(said)}`;
  if (/load shared library|backend not found/i.test(said)) return 'is not part of this build of the app';
  if (/Failed to get a WebGPU adapter/.test(said)) return 'found no graphics card that it can use';
  return `could not be started: ${firstSentence(said)}`;
}

/** The part of a native message that a person can read: no source path, one line, no more than 200 characters. */
function firstSentence(said: string): string {
  const line = said
    .replace(/^\S*onnxruntime_src\S*\s.*?(?=Failed|ONNX|Could)/s, '')
    .split('\n')[0]!
    .trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
