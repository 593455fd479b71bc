import type { Page } from '@playwright/test';
import { dropFile, settle, showFirstConvolution } from '../bench/browser-page.ts';
import { copies } from '../bench/gestures.ts';
import type { RenderCounts } from '../renderer/canvas/counters.ts';
import { expect, test } from './testing/app.ts';
import { layer } from './testing/screens.ts';

/* What CANVAS.md promises as counts, which hold on any machine. */

/** Networks of InceptionV3 under one another, opened with render counting on, its first convolution at 100 %. */
async function open(page: Page, address: string, layers: number): Promise<number> {
  await page.goto(address.replace('#', '?counters=1#'));
  await expect(page.getByRole('button', { name: /^Open…/ })).toBeVisible();
  await dropFile(page, `${layers}.stride`, JSON.stringify(copies(layers)));
  await expect(
    page
      .getByText(`${layers} layers`)
      .or(page.getByText(`${layers.toLocaleString('en-GB')} layers`))
      .first(),
  ).toBeVisible();
  await settle(page);
  const inOverview = await elements(page);
  await showFirstConvolution(page);
  await expect(layer(page, 'conv2d')).toBeVisible();
  return inOverview;
}

const elements = (page: Page): Promise<number> => page.locator('.react-flow *').count();

async function forgetRenders(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counts: RenderCounts = { nodes: {}, edges: {} };
    window.__strideRenders = counts;
  });
}

/** How often each node and edge was rendered since, once all that was caused is painted. */
async function renders(page: Page): Promise<RenderCounts> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page.evaluate(() => window.__strideRenders ?? { nodes: {}, edges: {} });
}

const ids = (counts: Readonly<Record<string, number>>): readonly string[] => Object.keys(counts).sort();

for (const layers of [311, 1_000, 3_000, 10_000])
  test(`${layers} layers: elements and renders`, async ({ app, page }) => {
    expect(await open(page, app.address, layers), 'elements in the overview').toBeLessThanOrEqual(50);
    expect(await elements(page), 'elements at 100 %').toBeLessThanOrEqual(1000);

    // A pan: what was in view is moved by the browser, not by React.
    const canvas = await page.getByRole('application').boundingBox();
    if (!canvas) throw new Error('no canvas');
    const empty = { x: canvas.x + 120, y: canvas.y + canvas.height - 120 };
    await page.mouse.move(empty.x, empty.y);
    const seen = await page.locator('.react-flow__node').evaluateAll((all) => all.map((node) => node.dataset.id ?? ''));
    await forgetRenders(page);
    await page.mouse.down({ button: 'middle' });
    await page.mouse.move(empty.x + 40, empty.y - 200, { steps: 10 });
    await page.mouse.move(empty.x, empty.y, { steps: 10 });
    await page.mouse.up({ button: 'middle' });
    const pan = await renders(page);
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter((id) => pan.nodes[id] !== undefined)).toEqual([]);

    // A drag: the stack under the pointer, each layer at most once a move and at its two ends; its wires.
    const box = await layer(page, 'conv2d').boundingBox();
    if (!box) throw new Error('no layer');
    await page.mouse.move(box.x + 60, box.y + 12);
    await renders(page);
    await forgetRenders(page);
    await page.mouse.down();
    await page.mouse.move(box.x + 120, box.y + 40, { steps: 6 });
    const drag = await renders(page);
    await page.mouse.up();
    expect(ids(drag.nodes)).toEqual(['activation', 'batch_normalization', 'conv2d']);
    expect(ids(drag.edges)).toHaveLength(2);

    // CANVAS.md: 4 nodes and 3 edges. Normalisation and activation are now strips of the convolution, to which no wire is
    // drawn: the same 4 layers, and the 1 wire that carries another tensor than before.
    await page.getByRole('textbox', { name: 'Filters' }).focus();
    await renders(page);
    await forgetRenders(page);
    await page.keyboard.press('ArrowUp');
    await expect(layer(page, 'conv2d')).toContainText('149×149×33');
    const edit = await renders(page);
    expect(ids(edit.nodes)).toEqual(['activation', 'batch_normalization', 'conv2d', 'conv2d_1']);
    expect(Object.values(edit.nodes)).toEqual([1, 1, 1, 1]);
    expect(Object.values(edit.edges)).toEqual([1]);
  });
