import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { applyCommand } from '../src/core/document/commands.ts';
import { copyFragment, pasteFragment } from '../src/core/document/fragment.ts';
import { hostEnvironment } from '../src/host/environment.ts';
import { startLoopback } from '../src/host/loopback/server.ts';
import { inceptionV3NoTop } from '../templates/inception-v3.ts';
import type { BenchRow } from './bench.ts';

export const name = 'Canvas in Chromium, main-thread CPU in ms an event (needs `npm run build`)';

const builtPage = fileURLToPath(new URL('../dist/renderer/', import.meta.url));
const events = 40;

export async function run(): Promise<readonly BenchRow[]> {
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
    await page.getByText('InceptionV3, without top', { exact: true }).first().click();
    await page.getByText('311 layers').waitFor();
    const rows = [await measure(page, 311)];
    await addNineCopies(page);
    return [...rows, await measure(page, 3110)];
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pastes nine copies of the network below it, far enough apart that they do not cover each other. */
async function addNineCopies(page: Page): Promise<void> {
  const network = inceptionV3NoTop.build();
  const once = copyFragment(network, Object.keys(network.graph.nodes));
  let document = network;
  for (let i = 1; i < 10; i++)
    document = applyCommand(document, pasteFragment(document, once, { x: 0, y: 6000 * i }).command);
  const copies = Object.keys(document.graph.nodes).filter((id) => !Object.hasOwn(network.graph.nodes, id));
  await page.mouse.move(0, 0);
  await page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      window.document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    JSON.stringify(copyFragment(document, copies)),
  );
  await page.getByText('2,799 layers selected').or(page.getByText('2799 layers selected')).waitFor();
  await page.getByRole('application').focus();
  await page.keyboard.press('Escape');
}

async function measure(page: Page, layers: number): Promise<BenchRow> {
  const cpu = await page.context().newCDPSession(page);
  await cpu.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.getByRole('application').focus();
  await page.keyboard.press('f');
  await settle(page);
  // What an event costs that does nothing: the measuring itself.
  const nothing = await cost(cpu, () => hover(page));
  const overview = await cost(cpu, () => drag(page, 'left', { x: 520, y: 790 }));
  const elementsInOverview = await page.locator('.react-flow *').count();

  await page.getByRole('tab', { name: 'Outline' }).click();
  await page
    .getByRole('option', { name: /^conv2d\b/ })
    .first()
    .click();
  await settle(page);
  await page.getByRole('button', { name: 'Zoom to 100' }).click();
  await settle(page);
  const elements = await page.locator('.react-flow *').count();
  const pan = await cost(cpu, () => drag(page, 'middle', { x: 520, y: 790 }));
  const box = await page.getByRole('article', { name: /^conv2d,/ }).boundingBox();
  if (!box) throw new Error('the first convolution is not on the screen');
  const node = await cost(cpu, () => drag(page, 'left', { x: box.x + 60, y: box.y + 12 }));
  const field = page.getByRole('textbox', { name: 'Filters' });
  await field.focus();
  const edit = await cost(cpu, async () => {
    for (let i = 0; i < events; i++) {
      await page.keyboard.press(i % 2 === 0 ? 'ArrowUp' : 'ArrowDown');
      await painted(page);
    }
  });
  await page.mouse.move(700, 500);
  const zoom = await cost(cpu, async () => {
    for (let i = 0; i < events; i++) {
      await page.mouse.wheel(0, i < events / 2 ? -10 : 10);
      await painted(page);
    }
  });
  return { layers, nothing, overview, pan, drag: node, zoom, edit, elements, elementsInOverview };
}

async function drag(page: Page, button: 'left' | 'middle', from: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down({ button });
  for (let i = 1; i <= events; i++) {
    await page.mouse.move(from.x + i, from.y - (i % 7));
    await painted(page);
  }
  await page.mouse.up({ button });
}

async function hover(page: Page): Promise<void> {
  for (let i = 0; i < events; i++) {
    await page.mouse.move(700 + i, 892);
    await painted(page);
  }
}

/** Milliseconds of main-thread tasks an event. */
async function cost(cpu: CDPSession, act: () => Promise<void>): Promise<number> {
  const before = await taskSeconds(cpu);
  await act();
  return Math.round(((await taskSeconds(cpu)) - before) * (1e5 / events)) / 100;
}

async function taskSeconds(cpu: CDPSession): Promise<number> {
  const { metrics } = await cpu.send('Performance.getMetrics');
  return metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? Number.NaN;
}

const painted = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));

/** Until a move of the canvas has ended: its transform is the same over several frames. */
const settle = (page: Page) =>
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
