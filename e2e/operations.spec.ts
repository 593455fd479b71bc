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
  await choose(page, 'f6', 'Align', 'Top edges');
  await expect
    .poll(async () => (await card(page, 'f6').boundingBox())?.y)
    .toBe((await card(page, 'c3').boundingBox())?.y);
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
});

test('layers in the words of Keras are pasted as blocks', async ({ app, page }) => {
  await openLeNet(page, app.address);
  await page.getByRole('application').focus();
  const layers = [
    { class_name: 'Conv2D', config: { name: 'pasted', filters: 8, kernel_size: [3, 3], padding: 'same' } },
    { class_name: 'BatchNormalization', config: { name: 'pasted_bn' } },
  ];
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, JSON.stringify(layers));
  await expect(card(page, 'pasted')).toBeVisible();
  await expect(card(page, 'pasted_bn')).toHaveAttribute('data-stack', 'bottom');
});
