import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { hostEnvironment } from '../src/host/environment.ts';
import { startLoopback } from '../src/host/loopback/server.ts';

/** STRIDE_PAGE: the folder of another built page. */
const builtPage = process.env.STRIDE_PAGE ?? fileURLToPath(new URL('../dist/renderer/', import.meta.url));

/** Runs `act` on the start screen of the built app, in a browser and with settings of its own. */
export async function inBrowser(act: (page: Page) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stride-bench-'));
  const env = hostEnvironment({ kind: 'loopback', version: '0.0.0', variables: { STRIDE_HOME: folder }, home: folder });
  const server = await startLoopback({ env, folder: builtPage });
  const { STRIDE_CHROMIUM } = process.env;
  const browser = await chromium.launch({
    args: ['--no-sandbox'],
    ...(STRIDE_CHROMIUM ? { executablePath: STRIDE_CHROMIUM } : {}),
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await page.goto(server.address);
    await page.getByRole('button', { name: /^Open…/ }).waitFor();
    await act(page);
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets a file fall on the app. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], fileName ?? '', { type: 'application/json' }));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('#root', 'dragover', { dataTransfer: files });
  await page.dispatchEvent('#root', 'drop', { dataTransfer: files });
}

/** A session that counts the main thread's own CPU time. */
export async function measured(page: Page): Promise<CDPSession> {
  const cpu = await page.context().newCDPSession(page);
  await cpu.send('Performance.enable', { timeDomain: 'threadTicks' });
  return cpu;
}

/** CPU time of main-thread tasks while `act` runs, ms. */
export async function taskMilliseconds(cpu: CDPSession, act: () => Promise<unknown>): Promise<number> {
  const before = await taskSeconds(cpu);
  await act();
  return ((await taskSeconds(cpu)) - before) * 1000;
}

async function taskSeconds(cpu: CDPSession): Promise<number> {
  const { metrics } = await cpu.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN;
}

export const painted = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));

/** Until a move of the canvas has ended: its transform is the same over several frames. */
export const settle = (page: Page) =>
  page.evaluate(async () => {
    // No function with a name in here: the loader would wrap it in a helper that the page does not have.
    let last = '';
    for (let same = 0; same < 20; ) {
      await new Promise((done) => requestAnimationFrame(done));
      const now = document.querySelector('.react-flow__viewport')?.getAttribute('style') ?? '';
      same = now === last ? same + 1 : 0;
      last = now;
    }
  });

/** Brings the network's first convolution to the middle at 100 %. */
export async function showFirstConvolution(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Outline' }).click();
  await page
    .getByRole('option', { name: /^conv2d\b/ })
    .first()
    .click();
  await settle(page);
  await page.getByRole('button', { name: 'Zoom to 100' }).click();
  await settle(page);
}
