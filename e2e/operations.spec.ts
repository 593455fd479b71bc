import type { Page } from '@playwright/test';
import { expect, test } from './testing/app.ts';

async function openLeNet(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByText('LeNet-5', { exact: true }).first().click();
  await expect(card(page, 'c3')).toBeVisible();
}

const card = (page: Page, layer: string) => page.getByRole('article', { name: new RegExp(`^${layer},`) });

async function choose(page: Page, layer: string, ...entries: readonly string[]): Promise<void> {
  await card(page, layer).click({ button: 'right' });
  for (const entry of entries) await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

test('a bypassed layer passes its input on and costs nothing; a muted one is a problem with its way out', async ({
  app,
  page,
}) => {
  await openLeNet(page, app.address);
  const parameters = page.getByRole('contentinfo').getByText('61.71 K');
  await expect(parameters).toBeVisible();
  await card(page, 'f6').click();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+b');
  await expect(card(page, 'f6')).toHaveAccessibleName(/output 120, .*bypassed/);
  // 61,706 without f6's 10,164, and with 120 instead of 84 values into the last layer: 10 × 36 more weights.
  await expect(page.getByRole('contentinfo')).toContainText('51.90 K');
  await expect(page.getByText('No errors')).toBeVisible();
  await page.keyboard.press('Control+b');
  await expect(parameters).toBeVisible();

  await page.keyboard.press('m');
  await expect(card(page, 'f6')).toHaveAccessibleName(/muted/);
  await expect(page.getByText('1 error')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('No errors')).toBeVisible();
  await expect(card(page, 'f6')).not.toHaveAccessibleName(/muted/);
});

test('a layer is replaced with its wires, and a selection is repeated in a chain', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await choose(page, 's2', 'Replace by', 'AvgPool');
  await expect(page.getByRole('button', { name: /^Undo Change s2/ })).toBeEnabled();
  await expect(page.getByText('No errors')).toBeVisible();

  await choose(page, 'f6', 'Repeat in a chain', '×3');
  await expect(page.getByRole('contentinfo')).toContainText('11');
  await expect(page.getByRole('article', { name: /^f6/ })).toHaveCount(3);
  await expect(page.getByText('No errors')).toBeVisible();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('article', { name: /^f6/ })).toHaveCount(1);
});

test('layers are aligned in one step', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await card(page, 'c3').click();
  await card(page, 'f6').click({ modifiers: ['Shift'] });
  await choose(page, 'f6', 'Align', 'Align top edges');
  await expect
    .poll(async () => (await card(page, 'f6').boundingBox())?.y)
    .toBe((await card(page, 'c3').boundingBox())?.y);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('an Add goes on with its other input where one is muted', async ({ app, page }) => {
  await openLeNet(page, app.address);
  const conv = (name: string) => ({
    class_name: 'Conv2D',
    name,
    config: { name, filters: 4, kernel_size: [3, 3], padding: 'same' },
    inbound_nodes: [[['image', 0, 0, {}]]],
  });
  await paste(page, {
    class_name: 'Functional',
    config: {
      name: 'two',
      layers: [
        {
          class_name: 'InputLayer',
          name: 'image',
          config: { name: 'image', batch_shape: [null, 8, 8, 3] },
          inbound_nodes: [],
        },
        conv('one'),
        conv('other'),
        {
          class_name: 'Add',
          name: 'sum',
          config: { name: 'sum' },
          inbound_nodes: [
            [
              ['one', 0, 0, {}],
              ['other', 0, 0, {}],
            ],
          ],
        },
      ],
      input_layers: [['image', 0, 0]],
      output_layers: [['sum', 0, 0]],
    },
  });
  // 61,706 of LeNet-5 and two convolutions of 3 × 3 × 3 × 4 + 4 = 112.
  const parameters = page.getByRole('contentinfo');
  await expect(parameters).toContainText('61.93 K');
  await page.keyboard.press('Escape');
  await card(page, 'one').click();
  await page.getByRole('radio', { name: 'muted' }).click();
  await expect(card(page, 'one')).toHaveAccessibleName(/muted/);
  await expect(card(page, 'sum')).toHaveAccessibleName(/output 8×8×4$/);
  await expect(parameters).toContainText('61.82 K');
  await expect(page.locator('path[data-dead]')).toHaveCount(2);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect(parameters).toContainText('61.93 K');
  await expect(page.locator('path[data-dead]')).toHaveCount(0);
});

test('the inspector sets the mode of several layers and what one is replaced by', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await card(page, 'c5').click();
  await card(page, 'f6').click({ modifiers: ['Shift'] });
  await page.getByRole('radio', { name: 'bypassed' }).click();
  // 2,572 of the convolutions, and 400 × 10 + 10 of the last layer.
  await expect(page.getByRole('contentinfo')).toContainText('6,582');
  await expect(page.getByText('No errors')).toBeVisible();
  await page.getByRole('radio', { name: 'on', exact: true }).click();
  await expect(page.getByRole('contentinfo')).toContainText('61.71 K');

  await card(page, 's4').click();
  await page.getByRole('button', { name: 'Replace by…' }).click();
  await page.getByRole('menuitem', { name: 'AvgPool', exact: true }).click();
  await expect(card(page, 's4')).toHaveAccessibleName(/AvgPool, 2×2, s2, output 5×5×16/);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect(card(page, 's4')).toHaveAccessibleName(/MaxPool/);
});

test('a layer is repeated as many times as is asked for', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await choose(page, 'f6', 'Repeat in a chain', '×…');
  const dialog = page.getByRole('dialog', { name: 'Repeat in a chain' });
  await dialog.getByRole('textbox', { name: 'Copies' }).fill('5');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  // Nine and four copies, the last of which is below the window.
  await expect(page.getByRole('contentinfo')).toContainText(/Layers\s*13/);
  await expect(page.getByText('No errors')).toBeVisible();
});

test('gaps between layers are made equal', async ({ app, page }) => {
  await openLeNet(page, app.address);
  for (const layer of ['c1', 's2', 's4']) await card(page, layer).click({ modifiers: ['Shift'] });
  const gaps = async () => {
    const [first, second, third] = await Promise.all(
      ['c1', 's2', 's4'].map((layer) => card(page, layer).boundingBox()),
    );
    if (!first || !second || !third) return null;
    return Math.round(second.y - first.y - first.height - (third.y - second.y - second.height));
  };
  expect(await gaps()).not.toBe(0);
  await choose(page, 's4', 'Align', 'Distribute down');
  await expect.poll(async () => Math.abs((await gaps()) ?? Number.NaN)).toBeLessThanOrEqual(1);
});

async function paste(page: Page, json: unknown): Promise<void> {
  await page.getByRole('application').focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, JSON.stringify(json));
}

test('layers in the words of Keras are pasted as blocks', async ({ app, page }) => {
  await openLeNet(page, app.address);
  const layers = [
    { class_name: 'Conv2D', config: { name: 'pasted', filters: 8, kernel_size: [3, 3], padding: 'same' } },
    { class_name: 'BatchNormalization', config: { name: 'pasted_bn' } },
  ];
  await paste(page, layers);
  await expect(card(page, 'pasted')).toBeVisible();
  await expect(card(page, 'pasted_bn')).toHaveAttribute('data-stack', 'bottom');
});

test('what a bypassed layer would cost stands in its live maths', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await card(page, 'f6').click();
  await page.getByRole('radio', { name: 'bypassed' }).click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText('Bypassed: what c5 puts out goes on unchanged.');
  await expect(inspector).toContainText('If it worked');
  // 120 inputs and 84 units with a bias each.
  await expect(inspector).toContainText('10,164');
  await page.getByRole('radio', { name: 'muted' }).click();
  await expect(inspector).toContainText('Muted: nothing goes out of it.');
  await expect(inspector).toContainText('10,164');
});

test('any kind that fits can take the place of a layer, found by typing and seen before it is taken', async ({
  app,
  page,
}) => {
  await openLeNet(page, app.address);
  await card(page, 's4').click();
  await page.getByRole('application').focus();
  await page.keyboard.press('r');
  const list = page.getByRole('dialog', { name: 'Replace s4 by' });
  await expect(list.getByRole('option').first()).toHaveAccessibleName(/^AvgPool/);
  await expect(list.getByRole('option', { name: /^Conv1D/ })).toHaveCount(0);
  await page.keyboard.type('batch');
  await expect(list.getByRole('option').first()).toHaveAccessibleName(/^BatchNorm/);
  // 10·10·16 values go into c5 in place of 5·5·16: 120 weights more for each of the others.
  await expect(page.getByRole('status', { name: 'What this change would do' })).toContainText('+144.06 K');
  await page.keyboard.press('Enter');
  await expect(list).toBeHidden();
  await expect(card(page, 's4')).toHaveAccessibleName(/BatchNorm, .*output 10×10×16/);
  await expect(page.getByRole('application')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(card(page, 's4')).toHaveAccessibleName(/MaxPool/);
});

test('collapsing a group closes up what it leaves, opening it makes room; its card says what rests in it', async ({
  app,
  page,
}) => {
  await openLeNet(page, app.address);
  const top = async (name: string) => (await card(page, name).boundingBox())?.y ?? Number.NaN;
  await card(page, 'c1').click();
  await card(page, 's2').click({ modifiers: ['Shift'] });
  await card(page, 'c3').click({ modifiers: ['Shift'] });
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+g');
  const before = await top('s4');
  await page.keyboard.press('Enter');
  await expect.poll(() => top('s4')).toBeLessThan(before - 100);
  await page.keyboard.press('Control+b');
  await expect(page.getByRole('article', { name: /3 layers, 3 bypassed/ })).toBeVisible();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Enter');
  await expect.poll(() => top('s4')).toBe(before);
});
