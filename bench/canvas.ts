import type { CDPSession, Page } from '@playwright/test';
import { applyCommand } from '../src/core/document/commands.ts';
import { copyFragment, pasteFragment } from '../src/core/document/fragment.ts';
import type { StrideDocument } from '../src/core/document/schema.ts';
import { inceptionV3NoTop } from '../templates/inception-v3.ts';
import type { BenchRow } from './bench.ts';
import { dropFile, inBrowser, measured, painted, settle, taskMilliseconds } from './browser-page.ts';

export const name = 'Canvas in Chromium, main-thread CPU in ms an event (needs `npm run build`)';

const events = 40;
const sizes = [311, 1_000, 3_000, 10_000];

export async function run(): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const layers of sizes) {
    await inBrowser(async (page) => {
      await dropFile(page, `${layers}.stride`, JSON.stringify(copies(layers)));
      await page
        .getByText(`${layers.toLocaleString('en-GB')} layers`)
        .or(page.getByText(`${layers} layers`))
        .first()
        .waitFor();
      rows.push(await measure(page, layers));
    });
  }
  return rows;
}

/** InceptionV3 without top again and again, one network below the other, and the beginning of one more. */
function copies(layers: number): StrideDocument {
  const network = inceptionV3NoTop.build();
  const order = Object.keys(network.graph.nodes);
  let document = network;
  for (let i = 1; Object.keys(document.graph.nodes).length < layers; i++) {
    const missing = layers - Object.keys(document.graph.nodes).length;
    const fragment = copyFragment(network, order.slice(0, missing));
    document = applyCommand(document, pasteFragment(document, fragment, { x: 0, y: 6000 * i }).command);
  }
  return document;
}

async function measure(page: Page, layers: number): Promise<BenchRow> {
  const cpu = await measured(page);
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
const cost = async (cpu: CDPSession, act: () => Promise<void>): Promise<number> =>
  Math.round(((await taskMilliseconds(cpu, act)) * 100) / events) / 100;
