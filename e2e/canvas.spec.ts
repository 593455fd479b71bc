import type { Page } from '@playwright/test';
import type { RenderCounts } from '../renderer/canvas/counters.ts';
import { expect, test } from './testing/app.ts';

/** Opens a template with render counting on. */
async function openTemplate(page: Page, address: string, title: string): Promise<void> {
  await page.goto(address.replace('#', '?counters=1#'));
  await page.getByText(title, { exact: true }).first().click();
  await expect(page.getByRole('application')).toBeVisible();
}

/** Shows a layer on the canvas by way of the outline, at a zoom at which layers are drawn one by one. */
async function show(page: Page, layer: string): Promise<void> {
  await page.getByRole('tab', { name: 'Outline' }).click();
  await page
    .getByRole('option', { name: new RegExp(`^${layer}\\b`) })
    .first()
    .click();
  await expect(card(page, layer)).toBeVisible();
}

const card = (page: Page, layer: string) => page.getByRole('article', { name: new RegExp(`^${layer},`) });

async function forgetRenders(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counts: RenderCounts = { nodes: {}, edges: {} };
    window.__strideRenders = counts;
  });
}

/** Ids of the nodes and edges that were rendered since. */
const renders = (page: Page) =>
  page.evaluate(() => {
    const { nodes = {}, edges = {} } = window.__strideRenders ?? {};
    return { nodes: Object.keys(nodes).sort(), edges: Object.keys(edges).sort() };
  });

/** Two frames: what the last change caused has been painted. */
const painted = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

test('InceptionV3: an edit, a pan and a drag render no more than they change', async ({ app, page }) => {
  await openTemplate(page, app.address, 'InceptionV3, without top');
  await expect(page.getByText('311 layers')).toBeVisible();
  expect(await page.locator('.react-flow *').count(), 'elements in the overview').toBeLessThanOrEqual(50);

  await show(page, 'conv2d');
  await page.getByRole('button', { name: 'Zoom to 100' }).click();
  await expect(page.getByRole('button', { name: 'Zoom to 100' })).toHaveText(/100/);
  expect(await page.locator('.react-flow *').count(), 'elements at zoom 1').toBeLessThanOrEqual(1000);

  await forgetRenders(page);
  await page.getByRole('textbox', { name: 'Filters' }).fill('40');
  await expect(card(page, 'conv2d')).toContainText('149×149×40');
  await painted(page);
  const edit = await renders(page);
  expect(edit.nodes).toEqual(['activation', 'batch_normalization', 'conv2d', 'conv2d_1']);
  // Normalisation and activation are strips of the convolution: one wire leaves the stack.
  expect(edit.edges).toHaveLength(1);

  const canvas = await page.getByRole('application').boundingBox();
  if (!canvas) throw new Error('no canvas');
  const empty = { x: canvas.x + 120, y: canvas.y + canvas.height - 120 };
  await page.mouse.move(empty.x, empty.y);
  await painted(page);
  await forgetRenders(page);
  await page.mouse.down({ button: 'middle' });
  await page.mouse.move(empty.x + 24, empty.y - 6, { steps: 6 });
  await page.mouse.up({ button: 'middle' });
  await painted(page);
  expect(await renders(page)).toEqual({ nodes: [], edges: [] });

  const box = await card(page, 'conv2d').boundingBox();
  if (!box) throw new Error('no node');
  await page.mouse.move(box.x + 60, box.y + 12);
  await painted(page);
  await forgetRenders(page);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 40, { steps: 6 });
  const drag = await renders(page);
  await page.mouse.up();
  expect(drag.nodes, 'the stack moves as one').toEqual(['activation', 'batch_normalization', 'conv2d']);
  expect(drag.edges).toHaveLength(2);
});

test('layers are added, connected, copied, removed and brought back', async ({ app, page }) => {
  await openTemplate(page, app.address, 'LeNet-5');
  const layers = page.getByRole('application').getByRole('article');
  await expect(layers).toHaveCount(9);

  await card(page, 'c3').click();
  await page.getByRole('button', { name: 'Add BatchNorm' }).click();
  await expect(layers).toHaveCount(10);
  await expect(page.getByText('No errors')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name of the layer' })).toHaveValue('batch_normalization');

  await page.getByRole('application').focus();
  await page.keyboard.press('Delete');
  await expect(layers).toHaveCount(9);
  await page.keyboard.press('Control+z');
  await expect(layers).toHaveCount(10);
  await page.keyboard.press('Control+z');
  await expect(layers).toHaveCount(9);

  await card(page, 'c1').click();
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+v');
  await expect(card(page, 'c1_1')).toBeVisible();
  await page.keyboard.press('Control+d');
  await expect(layers).toHaveCount(11);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(layers).toHaveCount(9);
});

test('a block dropped on a wire goes between its layers', async ({ app, page }) => {
  await openTemplate(page, app.address, 'LeNet-5');
  const from = await card(page, 's2').boundingBox();
  const to = await card(page, 'c3').boundingBox();
  const canvas = await page.getByRole('application').boundingBox();
  if (!from || !to || !canvas) throw new Error('layers are missing');
  const middle = { x: from.x + from.width / 2 - canvas.x, y: (from.y + from.height + to.y) / 2 - canvas.y };
  await page
    .getByRole('button', { name: 'Add Dropout' })
    .dragTo(page.locator('.react-flow__pane'), { targetPosition: middle, force: true });
  await expect(card(page, 'dropout')).toHaveAccessibleName(/output 14×14×6/);
  await expect(page.getByText('No errors')).toBeVisible();
});

test('a strip comes off where it is dragged to, and D docks it again', async ({ app, page }) => {
  await openTemplate(page, app.address, 'LeNet-5');
  await card(page, 'c3').click();
  await page.getByRole('button', { name: 'Add BatchNorm' }).click();
  const strip = card(page, 'batch_normalization');
  await expect(strip).toHaveAttribute('data-stack', 'bottom');
  const docked = await strip.boundingBox();
  const above = await card(page, 'c3').boundingBox();
  if (!docked || !above) throw new Error('layers are missing');
  expect(docked.y, 'right under the convolution').toBeCloseTo(above.y + above.height, 0);

  await page.mouse.move(docked.x + 60, docked.y + docked.height / 2);
  await page.mouse.down();
  await page.mouse.move(docked.x + 260, docked.y + 20, { steps: 8 });
  await page.mouse.up();
  await expect(strip).toHaveAttribute('data-stack', 'alone');
  await expect(page.getByRole('button', { name: 'Undo Undock' })).toBeEnabled();
  await page.keyboard.press('d');
  await expect(strip).toHaveAttribute('data-stack', 'bottom');
  expect(await strip.boundingBox()).toEqual(docked);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  expect(await strip.boundingBox()).toEqual(docked);
  await expect(page.getByText('No errors')).toBeVisible();
});

test('a group collapses into a card that moves with its layers, and opens again', async ({ app, page }) => {
  await openTemplate(page, app.address, 'ResNet-18');
  await show(page, 'conv2_block1_1_conv');
  await page.getByRole('button', { name: 'Collapse Block 1' }).first().click();
  const block = page.getByRole('article', { name: /^Block 1, collapsed group, 7 layers, ×2, output 56×56×64/ });
  await expect(block).toBeVisible();
  await expect(card(page, 'conv2_block1_1_conv')).toBeHidden();
  await expect(block).toContainText('74.2 K');

  const before = await block.boundingBox();
  if (!before) throw new Error('no card');
  await page.mouse.move(before.x + 30, before.y + 12);
  await page.mouse.down();
  await page.mouse.move(before.x + 90, before.y + 52, { steps: 6 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Undo Move 7 items' })).toBeEnabled();
  await block.getByRole('button', { name: 'Open Block 1' }).click();
  await expect(card(page, 'conv2_block1_1_conv')).toBeVisible();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect.poll(() => block.boundingBox()).toEqual(before);
  // What is looked for behind a card opens it.
  await show(page, 'conv2_block1_1_conv');
  await expect(block).toBeHidden();
});

test('a wire that would close a circle is refused with the reason', async ({ app, page }) => {
  await openTemplate(page, app.address, 'LeNet-5');
  const from = await card(page, 'c3').boundingBox();
  const to = await card(page, 'c1').boundingBox();
  if (!from || !to) throw new Error('layers are missing');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.move(from.x + from.width / 2, from.y + from.height);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 30, { steps: 8 });
  await expect(page.getByText('A wire from c3 to c1 would close a circle.')).toBeVisible();
  await page.mouse.up();
  await expect(page.getByText('No errors')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('a window that does not fit is shown, located and mended', async ({ app, page }) => {
  await openTemplate(page, app.address, 'LeNet-5');
  await card(page, 'c3').click();
  await page.getByRole('textbox', { name: 'Kernel, height' }).fill('40');
  const problem = page.getByRole('region', { name: 'Problem and fixes' });
  await expect(problem).toContainText('a window of 40×40 does not fit into 14×14');
  await expect(page.getByText('1 error')).toBeVisible();
  await problem.getByRole('button', { name: 'Apply fix 1' }).click();
  await expect(page.getByText('No errors')).toBeVisible();
  await expect(problem).toBeHidden();
});

test('arranging is one step back, and moves layers only', async ({ app, page }) => {
  await openTemplate(page, app.address, 'LeNet-5');
  const before = await card(page, 'f6').boundingBox();
  await page.getByRole('button', { name: 'Arrange automatically' }).click();
  await expect(page.getByRole('button', { name: 'Undo Arrange' })).toBeEnabled();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
  await page.keyboard.press('f');
  await expect.poll(() => card(page, 'f6').boundingBox()).toEqual(before);
});

test('arrow keys walk along the wires', async ({ app, page }) => {
  await openTemplate(page, app.address, 'LeNet-5');
  const name = page.getByRole('textbox', { name: 'Name of the layer' });
  await page.getByRole('application').focus();
  await page.keyboard.press('ArrowDown');
  await expect(name).toHaveValue('input_layer');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(name).toHaveValue('s2');
  await page.keyboard.press('ArrowUp');
  await expect(name).toHaveValue('c1');
});
