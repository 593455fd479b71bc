import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPageHandler, isOwnPage, pageAddress } from './page.ts';

let folder: string;
let handle: (request: Request) => Promise<Response>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stride-page-'));
  await writeFile(join(folder, 'index.html'), '<title>Stride</title>');
  await writeFile(join(folder, 'kernels.wasm'), 'x');
  handle = await createPageHandler(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('the page and its files are served isolated', async () => {
  for (const [address, type] of [
    [pageAddress, 'text/html; charset=utf-8'],
    ['stride://app/', 'text/html; charset=utf-8'],
    ['stride://app/kernels.wasm?v=1#x', 'application/wasm'],
  ] as const) {
    const response = await handle(new Request(address));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  }
});

test.each([
  'stride://app/../index.html%00',
  'stride://app/%2e%2e/etc/passwd',
  'stride://other/index.html',
  'stride://app/%zz',
])('%s is not', async (address) => {
  expect((await handle(new Request(address))).status).toBe(404);
});

test('only our own page may ask', () => {
  expect(isOwnPage(pageAddress)).toBe(true);
  for (const address of ['https://example.com/stride://app/', 'stride://app.example.com/', 'file:///index.html', '']) {
    expect(isOwnPage(address)).toBe(false);
  }
});
