import { cpus, release } from 'node:os';

import { env } from 'onnxruntime-node';

import { graphicsCards, NVIDIA_DRIVER, readIfThere } from './graphicsCards.ts';

/**
 * What decides how fast a provider is, in one line: the runtime's version, the
 * platform, the processor and, where the system tells without being asked for
 * rights, graphics cards and driver. When it changes, providers are tried anew.
 */
export function describeMachine(): string {
  const parts = [
    `onnxruntime ${env.versions.node ?? 'unknown'}`,
    `${process.platform} ${process.arch}`,
    cpus()[0]?.model.trim() ?? 'unknown processor',
    ...(process.platform === 'linux' ? linuxGraphics() : [release()]),
  ];
  return parts.join('; ');
}

function linuxGraphics(): string[] {
  const driver = readIfThere(NVIDIA_DRIVER)?.split('\n')[0];
  return [...graphicsCards(), ...(driver ? [driver.trim()] : [])];
}
