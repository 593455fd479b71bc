import type { Page } from '@playwright/test';
import { applyCommand } from '../src/core/document/commands.ts';
import { copyFragment, pasteFragment } from '../src/core/document/fragment.ts';
import type { StrideDocument } from '../src/core/document/schema.ts';
import { inceptionV3NoTop } from '../templates/inception-v3.ts';
import { dropFile, painted, settle, showFirstConvolution } from './browser-page.ts';

/** How many times a gesture's event is repeated. */
export const events = 40;

/** Opens a network of this many layers in the app. */
export async function openLayers(page: Page, layers: number): Promise<void> {
  await dropFile(page, `${layers}.stride`, JSON.stringify(copies(layers)));
  await page
    .getByText(`${layers.toLocaleString('en-GB')} layers`)
    .or(page.getByText(`${layers} layers`))
    .first()
    .waitFor();
}

/** InceptionV3 without top again and again, one network below the other, and the beginning of one more. */
export function copies(layers: number): StrideDocument {
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

/** One kind of event on the canvas. `nothing` costs what measuring itself does. */
export type Gesture = 'nothing' | 'overview' | 'overview zoom' | 'pan' | 'drag' | 'zoom' | 'edit';

export interface Elements {
  /** DOM elements of the canvas in the overview, and at zoom 1. */
  readonly inOverview: number;
  readonly atZoom1: number;
}

/** Makes every gesture on the network that is open, each within `measure`. */
export async function gesture(
  page: Page,
  measure: (gesture: Gesture, act: () => Promise<void>) => Promise<void>,
): Promise<Elements> {
  await page.getByRole('application').focus();
  await page.keyboard.press('f');
  await settle(page);
  await measure('nothing', () => hover(page));
  await measure('overview', () => drag(page, 'left', { x: 520, y: 790 }));
  await page.mouse.move(700, 500);
  await measure('overview zoom', () => wheel(page));
  const inOverview = await page.locator('.react-flow *').count();

  await showFirstConvolution(page);
  const atZoom1 = await page.locator('.react-flow *').count();
  await measure('pan', () => drag(page, 'middle', { x: 520, y: 790 }));
  const box = await page.getByRole('article', { name: /^conv2d,/ }).boundingBox();
  if (!box) throw new Error('the first convolution is not on the screen');
  await measure('drag', () => drag(page, 'left', { x: box.x + 60, y: box.y + 12 }));
  await page.getByRole('textbox', { name: 'Filters' }).focus();
  await measure('edit', async () => {
    for (let i = 0; i < events; i++) {
      await page.keyboard.press(i % 2 === 0 ? 'ArrowUp' : 'ArrowDown');
      await painted(page);
    }
  });
  await page.mouse.move(700, 500);
  await measure('zoom', () => wheel(page));
  return { inOverview, atZoom1 };
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

async function wheel(page: Page): Promise<void> {
  for (let i = 0; i < events; i++) {
    await page.mouse.wheel(0, i < events / 2 ? -10 : 10);
    await painted(page);
  }
}

async function hover(page: Page): Promise<void> {
  for (let i = 0; i < events; i++) {
    await page.mouse.move(700 + i, 892);
    await painted(page);
  }
}
