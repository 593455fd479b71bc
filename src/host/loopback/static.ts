import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** By extension; a worker or module with a wrong type is refused by the browser, and so is streaming WebAssembly. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Cross-origin isolation gives SharedArrayBuffer and threads in WebAssembly. The page runs no code but its own:
 * WebAssembly needs `wasm-unsafe-eval`, and tfjs starts its threads from a blob.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval' blob:",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
};

interface StaticFile {
  readonly path: string;
  readonly bytes: number;
  readonly type: string;
}

export type StaticFiles = ReadonlyMap<string, StaticFile>;

/** Every file under `folder` by its URL path. Only what is in this list is served, so no path can lead out of it. */
export async function indexFiles(folder: string): Promise<StaticFiles> {
  const found = new Map<string, StaticFile>();
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${path.slice(folder.length).split(/[\\/]/).filter(Boolean).join('/')}`;
    const type = mimeTypes[extname(entry.name).toLowerCase()] ?? 'application/octet-stream';
    found.set(url, { path, bytes: (await stat(path)).size, type });
  }
  return found;
}

export async function serveStatic(
  files: StaticFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET is answered here.');
  const file = files.get(wantedPath(request.url ?? '/'));
  if (!file) return refuse(response, 404, 'There is no such file.');
  response.statusCode = 200;
  response.setHeader('content-type', file.type);
  response.setHeader('content-length', file.bytes);
  // Built files carry a hash of their contents in their names; the page itself does not.
  response.setHeader(
    'cache-control',
    file.type.startsWith('text/html') ? 'no-cache' : 'public, max-age=31536000, immutable',
  );
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // A page that closes in the middle of a download is no failure of ours.
  await pipeline(createReadStream(file.path), response).catch(() => response.destroy());
}

function wantedPath(url: string): string {
  const path = url.split(/[?#]/)[0] ?? '/';
  try {
    return path === '/' ? '/index.html' : decodeURIComponent(path);
  } catch {
    return '';
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end(`${message}\n`);
}
