import { existsSync } from 'node:fs';

import { listSupportedBackends } from 'onnxruntime-node';

import { graphicsCards, NVIDIA_DRIVER } from './graphicsCards.ts';

/** ONNX Runtime's names of what can run a graph. */
export type ProviderName = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';

const byPlatform: Readonly<Partial<Record<NodeJS.Platform, readonly ProviderName[]>>> = {
  win32: ['dml', 'webgpu', 'cuda'],
  darwin: ['coreml', 'webgpu'],
  linux: ['cuda', 'webgpu'],
};

/** Providers worth a try on this machine beside the CPU: built into the runtime, and not ruled out by what the system shows. That one is listed does not mean that it works. */
export function providerCandidates(): readonly ProviderName[] {
  const built: readonly string[] = listSupportedBackends().map(({ name }) => name);
  return (byPlatform[process.platform] ?? []).filter((name) => built.includes(name) && mayBeHere(name));
}

/** Linux shows its cards and drivers as files; asking a driver that is not there only makes it complain on the terminal. */
function mayBeHere(name: ProviderName): boolean {
  if (process.platform !== 'linux') return true;
  return name === 'cuda' ? existsSync(NVIDIA_DRIVER) : graphicsCards().length > 0;
}
