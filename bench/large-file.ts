import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { hostEnvironment } from '../src/host/environment.ts';
import { startLoopback } from '../src/host/loopback/server.ts';
import type { BenchRow } from './bench.ts';

export const name = 'VGG-16 with its weights as an .h5 file, opened and saved by the app in Chromium: MB at the peak';

const bin = fileURLToPath(new URL('../src/cli/bin.mjs', import.meta.url));
const page = fileURLToPath(new URL('../dist/renderer/', import.meta.url));
const megabyte = 1e6;
/** Milliseconds between looks at the processes. */
const interval = 50;

/**
 * `renderer`: the largest process of the browser, which is the page's; `file`: what was opened. What is saved is compared
 * byte by byte by the app itself.
 */
export async function run(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stride-large-'));
  const file = join(folder, 'vgg16.h5');
  execFileSync(process.execPath, [bin, 'export', 'vgg-16', '--to', 'h5', '-o', file], { stdio: 'ignore' });
  const variables = { STRIDE_HOME: join(folder, 'home'), STRIDE_PROJECTS: folder };
  const env = hostEnvironment({ kind: 'loopback', version: '0.0.0', variables, home: folder });
  const server = await startLoopback({ env, folder: page });
  const { STRIDE_CHROMIUM } = process.env;
  const browser = await chromium.launch({
    args: ['--no-sandbox'],
    ...(STRIDE_CHROMIUM ? { executablePath: STRIDE_CHROMIUM } : {}),
  });
  try {
    const opened = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await opened.goto(server.address);
    const size = Math.round((await stat(file)).size / megabyte);
    const open = await peakOf(browser, () => openFile(opened));
    const save = await peakOf(browser, () => saveFile(opened));
    return [
      { step: 'open', file: size, renderer: open.most, seconds: open.seconds },
      { step: 'save', file: size, renderer: save.most, seconds: save.seconds },
    ];
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openFile(opened: Page): Promise<void> {
  await opened.getByRole('button', { name: /^Open…/ }).click();
  const dialog = opened.getByRole('dialog', { name: 'Open a network' });
  await dialog.getByRole('button', { name: /^vgg16/ }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await opened
    .getByText('vgg16.h5 was imported with its weights')
    .first()
    .waitFor({ state: 'attached', timeout: 300_000 });
}

async function saveFile(opened: Page): Promise<void> {
  await opened.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = opened.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('navigation').getByRole('button', { name: /\.h5/ }).click();
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  const place = opened.getByRole('dialog').filter({ has: opened.getByRole('textbox', { name: 'File name' }) });
  await place.getByRole('textbox', { name: 'File name' }).fill('again.h5');
  await place.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByText('every byte the same').waitFor({ timeout: 300_000 });
}

interface Peak {
  readonly most: number;
  readonly seconds: number;
}

/** The most that the largest process of the browser holds while `act` runs, MB. */
async function peakOf(browser: Browser, act: () => Promise<void>): Promise<Peak> {
  let most = 0;
  let watching = true;
  const watch = (async () => {
    while (watching) {
      most = Math.max(most, await largestChild());
      await new Promise((done) => setTimeout(done, interval));
    }
  })();
  const start = performance.now();
  try {
    await act();
  } finally {
    watching = false;
    await watch;
  }
  if (!browser.isConnected()) throw new Error('The browser ended.');
  return { most: Math.round(most / megabyte), seconds: Math.round((performance.now() - start) / 100) / 10 };
}

/** Resident bytes of the largest renderer of Chromium on this machine (Linux). */
async function largestChild(): Promise<number> {
  let most = 0;
  for (const id of await readdir('/proc')) {
    if (!/^\d+$/.test(id)) continue;
    const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (!line.includes('--type=renderer')) continue;
    const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
  }
  return most;
}
