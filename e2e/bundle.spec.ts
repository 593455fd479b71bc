import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const page = fileURLToPath(new URL('../dist/renderer/', import.meta.url));

/** Scripts that the first paint waits for: the entry, what it imports statically, and so on. */
async function mainScripts(): Promise<Map<string, string>> {
  const html = await readFile(join(page, 'index.html'), 'utf8');
  const open = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  const found = new Map<string, string>();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    const code = await readFile(join(page, path), 'utf8');
    found.set(path, code);
    for (const [, name] of code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g))
      open.push(`assets/${name}`);
  }
  return found;
}

const kilobyte = 1000;

test('the main bundle is small, and neither tfjs nor ELK is in it', async () => {
  const scripts = await mainScripts();
  expect(scripts.size).toBeGreaterThan(0);
  const code = [...scripts.values()].join('\n');
  // Names that minifying leaves alone, and that every build of these libraries holds.
  for (const mark of ['Conv2DBackpropFilter', 'WEBGL_RENDER_FLOAT32_CAPABLE', 'StackedRNNCells', 'org.eclipse.elk']) {
    expect(code, `${mark} is in the main bundle`).not.toContain(mark);
  }
  const bytes = [...scripts.values()].reduce((sum, text) => sum + gzipSync(text).length, 0);
  console.log(`main bundle: ${scripts.size} scripts, ${(bytes / kilobyte).toFixed(1)} kB gzip`);
  expect(bytes).toBeLessThanOrEqual(300 * kilobyte);
});

test('the worker that checks exports holds plain tfjs and nothing of the engine', async () => {
  const files = await readdir(join(page, 'assets'));
  const plain = files.find((name) => /^plain-tfjs\.worker-.*\.js$/.test(name)) ?? '';
  const code = await readFile(join(page, 'assets', plain), 'utf8');
  expect(code).toContain('StackedRNNCells');
  // A kernel of the engine's, and the backend that it starts.
  for (const mark of ['StrideDropout', 'tfjs-backend-wasm']) expect(code).not.toContain(mark);
});
