import { spawn } from 'node:child_process';

/**
 * Asks the desktop to open an address in the person's browser. Whether one
 * opens cannot be known, so the address is also to be shown. Other users of the
 * computer can read it: it must carry no lasting secret.
 */
export function openInBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, ...args] = openingCommand(url, platform);
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

/** The platform's own command for it. None of them goes through a shell that would read `&` in the address. */
export function openingCommand(url: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
