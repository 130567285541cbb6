import { readdirSync, readFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';

import { env } from 'onnxruntime-node';

const LINUX_CARDS = '/sys/class/drm';
const NVIDIA_DRIVER = '/proc/driver/nvidia/version';

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
  const driver = read(NVIDIA_DRIVER)?.split('\n')[0];
  return [...cards(), ...(driver ? [driver.trim()] : [])];
}

/** PCI vendor and device of each card. */
function cards(): string[] {
  let names: string[];
  try {
    names = readdirSync(LINUX_CARDS).filter((name) => /^card\d+$/.test(name));
  } catch {
    return [];
  }
  return names.sort().map((name) => {
    const id = (part: string) => read(join(LINUX_CARDS, name, 'device', part))?.trim() ?? '?';
    return `card ${id('vendor')}:${id('device')}`;
  });
}

/** Null where the machine has no such file. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
