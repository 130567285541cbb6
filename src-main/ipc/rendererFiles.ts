import { open, type FileHandle } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Nothing from elsewhere, nothing inline, nowhere to send anything to but the app itself. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** Sent with everything that either door serves to a face. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** A file of the built renderer, open for reading; whoever gets it closes it. */
export type RendererFile = {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Opens the file that a URL path names below `directory`; `/` is index.html.
 * Null for what is not there, is no plain file, is of a kind that the renderer
 * does not have, or would lie outside.
 */
export async function openRendererFile(directory: string, urlPath: string): Promise<RendererFile | null> {
  const path = locate(directory, urlPath);
  if (path === null) return null;
  const contentType = CONTENT_TYPES[extname(path)];
  if (contentType === undefined) return null;

  const handle = await open(path).catch(() => null);
  if (handle === null) return null;
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    return null;
  }
  // Vite puts a hash of the content into the names below assets/.
  const isHashed = urlPath.startsWith('/assets/');
  return {
    handle,
    sizeBytes: stat.size,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': contentType,
      'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  };
}

function locate(directory: string, urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return null;
  const root = resolve(directory);
  if (decoded === '/') return resolve(root, 'index.html');
  if (decoded.endsWith('/')) return null;
  const path = resolve(root, `.${decoded}`);
  return path.startsWith(root + sep) ? path : null;
}
