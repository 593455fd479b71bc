import { expect, test } from './testing/app.ts';
import { layer, openTemplate } from './testing/screens.ts';

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
  // c3, the pooling and Flatten after it, and the dense layer that reads them.
  expect(Object.keys(counts?.nodes ?? {})).toHaveLength(4);
  expect(Object.keys(counts?.edges ?? {})).toHaveLength(0);
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
