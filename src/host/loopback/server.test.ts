import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryEnvironment } from '../testing/hosts.ts';
import { loopbackHost } from './client.ts';
import { type LoopbackServer, startLoopback } from './server.ts';

let server: LoopbackServer;
let folder: string;

beforeAll(async () => {
  const temporary = await temporaryEnvironment('loopback');
  folder = temporary.folder;
  const page = join(folder, 'page');
  await mkdir(join(page, 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(page, 'index.html'), '<title>Stride</title>');
  await writeFile(join(page, 'assets', 'kernels é.wasm'), new Uint8Array([0, 97, 115, 109]));
  await writeFile(join(page, 'assets', 'worker.js'), 'export {};');
  await symlink(join(folder, 'secret.txt'), join(page, 'link.txt'));
  server = await startLoopback({ env: temporary.env, folder: page });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Plain node:http, since fetch sets Host itself and tidies paths. */
function raw(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.origin);
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? '{}' : undefined);
  });
}

describe('files of the page', () => {
  test.each([
    ['/', 'text/html; charset=utf-8'],
    ['/assets/worker.js', 'text/javascript; charset=utf-8'],
    ['/assets/kernels%20%C3%A9.wasm', 'application/wasm'],
  ])('%s is served isolated as %s', async (path, type) => {
    const response = await fetch(server.origin + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  test.each([
    '/nothing.js',
    '/assets',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '//etc/passwd',
    '/%zz',
    '/link.txt',
    '//',
    '//[',
  ])('%s is not served', async (path) => {
    const { status, body } = await raw(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });
});

describe('requests for files of this machine', () => {
  const headers = () => ({
    'x-stride-token': server.token,
    'content-type': 'application/json',
    origin: server.origin,
  });

  test('are answered to our own page', async () => {
    expect((await raw('/rpc/about', headers(), 'POST')).status).toBe(200);
  });

  test.each([
    ['no token', { 'x-stride-token': '' }],
    ['a wrong token', { 'x-stride-token': 'x'.repeat(32) }],
    ['another page', { origin: 'https://example.com' }],
    ['a page without an origin', { origin: 'null' }],
    ['another name for this machine', { host: 'rebound.example.com' }],
  ])('are refused with %s', async (_, changed) => {
    const { status, body } = await raw('/rpc/about', { ...headers(), ...changed }, 'POST');
    expect(status).toBe(403);
    expect(body).not.toContain('projects');
  });

  test('only by POST, only for what exists', async () => {
    expect((await raw('/rpc/about', headers())).status).toBe(403);
    expect((await raw('/rpc/toString', headers(), 'POST')).status).toBe(400);
  });

  test('100 MB come and go whole', async () => {
    const host = loopbackHost(server);
    const bytes = new Uint8Array(100_000_000).map((_, index) => index % 251);
    const path = join(folder, 'large.bin');
    await host.request('write', { path, bytes });
    expect(Buffer.compare(await host.request('read', { path }), bytes)).toBe(0);
  });

  test('closing waits until a file under way is whole', async () => {
    const temporary = await temporaryEnvironment('loopback');
    const closing = await startLoopback({ env: temporary.env, folder: join(folder, 'page') });
    const writing = loopbackHost(closing).request('writeDraft', { id: 'one', bytes: new Uint8Array(50_000_000) });
    const cut = writing.catch(() => null);
    const drafts = join(temporary.folder, 'settings', 'drafts');
    await expect.poll(() => readdir(drafts).catch(() => []), { interval: 1, timeout: 30_000 }).not.toEqual([]);
    await closing.close();
    const names = await readdir(drafts);
    expect(names).toHaveLength(1);
    expect((await stat(join(drafts, names[0] ?? ''))).size).toBe(50_000_000);
    await cut;
    await rm(temporary.folder, { recursive: true });
  }, 60_000);

  test('a server that is gone is unreachable', async () => {
    const gone = loopbackHost({ origin: 'http://127.0.0.1:9', token: 'x' });
    await expect(gone.request('about', {})).rejects.toMatchObject({ code: 'unreachable' });
  });
});
