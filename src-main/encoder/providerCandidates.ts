import { listSupportedBackends } from 'onnxruntime-node';

/** ONNX Runtime's names of what can run a graph. */
export type ProviderName = 'cpu' | 'webgpu' | 'cuda' | 'dml' | 'coreml';

const byPlatform: Readonly<Partial<Record<NodeJS.Platform, readonly ProviderName[]>>> = {
  win32: ['dml', 'webgpu', 'cuda'],
  darwin: ['coreml', 'webgpu'],
  linux: ['cuda', 'webgpu'],
};

/** Providers worth a try on a platform beside the CPU. That one is listed does not mean that the machine has it. */
export function providerCandidates(platform: NodeJS.Platform = process.platform): readonly ProviderName[] {
  const built: readonly string[] = listSupportedBackends().map(({ name }) => name);
  return (byPlatform[platform] ?? []).filter((name) => built.includes(name));
}
