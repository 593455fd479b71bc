import type { Locator, Page } from '@playwright/test';
import { expect, test } from './testing/app.ts';
import { inspector, layer, openTemplate, statusBar } from './testing/screens.ts';

const previewOf = (page: Page): Locator => page.getByRole('status', { name: 'What this change would do' });
/** A layer that is drawn before it is there. */
const ghost = (page: Page, name: string): Locator =>
  page.getByRole('article', { name: new RegExp(`^Preview: ${name}`) });

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return box;
}

/** Drags a wire from below one layer over another one, and holds it there. */
async function dragWire(page: Page, from: string, to: string): Promise<void> {
  const [source, target] = [await boxOf(layer(page, from)), await boxOf(layer(page, to))];
  await page.mouse.move(source.x + source.width / 2, source.y + source.height / 2);
  await page.mouse.move(source.x + source.width / 2, source.y + source.height);
  await page.mouse.down();
  await page.mouse.move(target.x + 40, target.y + 30, { steps: 8 });
}

async function remove(page: Page, name: string): Promise<void> {
  await layer(page, name).click();
  await page.keyboard.press('Delete');
  await expect(layer(page, name)).toBeHidden();
}

/** A convolution that is fed by Flatten: a vector where it wants a map. */
async function misfed(page: Page, address: string): Promise<Locator> {
  await page.goto(address);
  await openTemplate(page, /^Open LeNet-5/);
  await remove(page, 's4');
  await dragWire(page, 'input_layer', 'flatten');
  await page.mouse.up();
  await expect(layer(page, 'flatten')).toContainText('784');
  await dragWire(page, 'flatten', 'c3');
  await page.mouse.up();
  await layer(page, 'c3').click();
  return page.getByRole('region', { name: 'Problem and fixes' });
}

test('a dragged number shows what it would do downstream, and is one undo step', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await layer(page, 'c1').click();
  const filters = page.getByRole('textbox', { name: 'Filters', exact: true });
  const preview = page.getByRole('status', { name: 'What this change would do' });
  const box = await filters.boundingBox();
  if (!box) throw new Error('The field is not on the screen.');
  const [x, y] = [box.x + 20, box.y + box.height / 2];
  const dragBy = async (pixels: number) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + pixels, y, { steps: 5 });
  };

  await dragBy(40);
  await expect(filters).toHaveValue('16');
  // 10 filters more: 26 parameters each in c1, 25·16 each in c3.
  await expect(preview).toContainText('+4,260');
  await expect(preview).toContainText('3 layers change');
  await expect(layer(page, 'c1')).toContainText('28×28×16');
  await expect(layer(page, 'c3')).toContainText('6,416');
  await expect(page.getByRole('contentinfo').last()).toContainText('61.71');

  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(preview).toBeHidden();
  await expect(filters).toHaveValue('6');
  await expect(layer(page, 'c1')).toContainText('28×28×6');

  await dragBy(40);
  await page.mouse.up();
  await expect(filters).toHaveValue('16');
  await expect(page.getByRole('contentinfo').last()).toContainText('65.97');
  await page.keyboard.press('Control+z');
  await expect(filters).toHaveValue('6');
});

test('while a number is dragged, only the layers that it changes render', async ({ app, page }) => {
  await page.goto(app.address.replace('#', '?counters=1#'));
  await openTemplate(page, /^Open LeNet-5/);
  await layer(page, 'c3').click();
  const filters = page.getByRole('textbox', { name: 'Filters', exact: true });
  const box = await filters.boundingBox();
  if (!box) throw new Error('The field is not on the screen.');
  await page.mouse.move(box.x + 20, box.y + 8);
  await page.mouse.down();
  await page.evaluate(() => {
    window.__strideRenders = { nodes: {}, edges: {} };
  });
  await page.mouse.move(box.x + 32, box.y + 8, { steps: 3 });
  await expect(page.getByRole('status', { name: 'What this change would do' })).toContainText('layers change');
  const counts = await page.evaluate(() => window.__strideRenders);
  // c3, the pooling and Flatten after it, and the dense layer that reads them; the three wires between them.
  expect(Object.keys(counts?.nodes ?? {})).toHaveLength(4);
  expect(Object.keys(counts?.edges ?? {})).toHaveLength(3);
  await page.keyboard.press('Escape');
  await page.mouse.up();
});

test('a click on a number still puts the cursor into it', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await layer(page, 'c1').click();
  const filters = page.getByRole('textbox', { name: 'Filters', exact: true });
  await filters.click();
  await expect(filters).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('8');
  await expect(filters).toHaveValue('8');
  await expect(layer(page, 'c1')).toContainText('28×28×8');
});

test('a fix that is pointed at shows the layer that it would add, and nothing is done', async ({ app, page }) => {
  const card = await misfed(page, app.address);
  const fix = card.getByRole('button', { name: /Reshape/ }).first();
  await fix.hover();
  const added = ghost(page, 'Reshape');
  await expect(added).toHaveAccessibleName('Preview: Reshape, output 28×28×1');
  await expect(previewOf(page)).toContainText('Preview of fix 1');
  await expect(previewOf(page)).toContainText('1 layer more');
  // 5×5 filters on one channel with a bias, without padding.
  await expect(layer(page, 'c3')).toContainText('24×24×16');
  await expect(layer(page, 'c3')).toContainText('416');
  await expect(statusBar(page)).toContainText('error');

  const place = await boxOf(added);
  for (const other of [card, layer(page, 'c3'), layer(page, 'flatten'), layer(page, 'c1'), layer(page, 'c5')]) {
    const box = await boxOf(other);
    const apart =
      box.x + box.width <= place.x ||
      place.x + place.width <= box.x ||
      box.y + box.height <= place.y ||
      place.y + place.height <= box.y;
    expect(apart, `${await other.getAttribute('aria-label')} is not covered`).toBe(true);
  }

  await page.mouse.move(5, 400);
  await expect(added).toBeHidden();
  await expect(previewOf(page)).toBeHidden();
  await expect(layer(page, 'c3')).not.toContainText('24×24×16');
  await expect(page.getByRole('article', { name: /Reshape/ })).toHaveCount(0);
});

test('a fix that is reached by key is previewed too, and Enter applies it', async ({ app, page }) => {
  const card = await misfed(page, app.address);
  await page.keyboard.press('Control+.');
  await expect(ghost(page, 'Reshape')).toBeVisible();
  await expect(previewOf(page)).toContainText('Preview of fix 1');
  await page.keyboard.press('Escape');
  await expect(ghost(page, 'Reshape')).toBeHidden();

  await layer(page, 'c3').click();
  await card
    .getByRole('button', { name: /Reshape/ })
    .first()
    .focus();
  await expect(ghost(page, 'Reshape')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(ghost(page, 'Reshape')).toBeHidden();
  await expect(layer(page, 'reshape')).toContainText('28×28×1');
  await expect(layer(page, 'c3')).toContainText('24×24×16');
});

test('a wire over a layer shows what it would bring; Escape lets go of it', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await remove(page, 'flatten');
  const tensor = page.getByRole('application').getByText('5×5×16', { exact: true });
  await expect(tensor).toHaveCount(1);
  await dragWire(page, 's4', 'c5');
  // On the layer that it comes from, and on the wire.
  await expect(tensor).toHaveCount(2);
  // Dense reads the last axis: 16·120 weights and 120 biases.
  await expect(layer(page, 'c5')).toContainText('5×5×120');
  await expect(layer(page, 'c5')).toContainText('2,040');
  await expect(previewOf(page)).toContainText('Let go to apply, Esc to leave it');

  await page.keyboard.press('Escape');
  await expect(previewOf(page)).toBeHidden();
  await page.mouse.up();
  await expect(layer(page, 'c5')).not.toContainText('5×5×120');
  await expect(statusBar(page)).toContainText('1 error');

  await dragWire(page, 's4', 'c5');
  await page.mouse.up();
  await expect(layer(page, 'c5')).toContainText('5×5×120');
  await expect(statusBar(page)).toContainText('No errors');
  await expect(previewOf(page)).toBeHidden();
});

test('a choice in a list is previewed while it is highlighted', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open Bidirectional LSTM/);
  await layer(page, 'bidirectional').click();
  // While the list is open, all else is hidden from screen readers.
  const first = page.getByRole('article', { name: /^bidirectional,/, includeHidden: true });
  const merge = inspector(page).getByRole('combobox', { name: 'Merge' });
  await merge.click();
  await expect(previewOf(page)).toBeHidden();
  // Two LSTMs of 64 units, joined: the next ones read 128 values, or 64 when they are added.
  await page.getByRole('option', { name: 'sum', exact: true }).hover();
  await expect(first).toContainText('200×64');
  // 2·4·(64·(64 + 64) + 64) after, 2·4·(64·(128 + 64) + 64) before.
  await expect(previewOf(page)).toContainText('−32.77 K');
  await page.keyboard.press('Escape');
  await expect(previewOf(page)).toBeHidden();
  await expect(first).toContainText('200×128');
  await expect(merge).toHaveText('concat');

  await merge.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(first).toContainText('200×64');
  await page.keyboard.press('Enter');
  await expect(merge).toHaveText('sum');
  await expect(previewOf(page)).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(merge).toHaveText('concat');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('choices side by side and switches are previewed where the pointer rests', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await layer(page, 'c3').click();
  await inspector(page).getByRole('radio', { name: 'same' }).hover();
  await expect(layer(page, 'c3')).toContainText('14×14×16');
  await inspector(page).getByRole('switch', { name: 'Bias' }).hover();
  await expect(layer(page, 'c3')).toContainText('10×10×16');
  await expect(previewOf(page)).toContainText('−16');
  await page.mouse.move(5, 400);
  await expect(previewOf(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});
