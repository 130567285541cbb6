import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINUX_CARDS = '/sys/class/drm';

/** Where Linux shows the version of NVIDIA's driver, if there is one. */
export const NVIDIA_DRIVER = '/proc/driver/nvidia/version';

/** PCI vendor and device of each graphics card that Linux shows; none on other systems. */
export function graphicsCards(): string[] {
  let names: string[];
  try {
    names = readdirSync(LINUX_CARDS).filter((name) => /^card\d+$/.test(name));
  } catch {
    return [];
  }
  return names.sort().map((name) => {
    const id = (part: string) => readIfThere(join(LINUX_CARDS, name, 'device', part))?.trim() ?? '?';
    return `card ${id('vendor')}:${id('device')}`;
  });
}

/** The text of a file of the system; null where the machine has none. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
