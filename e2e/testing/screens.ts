import { expect, type Locator, type Page } from '@playwright/test';

/* Where things are on the screen, by the names that people and screen readers go by. */

export const statusBar = (page: Page): Locator => page.getByRole('contentinfo').last();
export const layer = (page: Page, name: string): Locator =>
  page.getByRole('article', { name: new RegExp(`^${name},`) });
export const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Inspector' });
export const step = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: new RegExp(`^${name}`) });

export async function openTemplate(page: Page, title: RegExp): Promise<void> {
  await page.getByRole('button', { name: title }).click();
  await expect(page.getByRole('application', { name: 'Network canvas' })).toBeVisible();
}

/** Selects a layer on the canvas and types into one of its fields. */
export async function setField(page: Page, layerName: string, field: string, value: string): Promise<void> {
  await layer(page, layerName).click();
  await inspector(page).getByRole('textbox', { name: field, exact: true }).fill(value);
}

/** Saves under a new name in the folder that the dialog opens with. */
export async function saveAs(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+S');
  const dialog = page.getByRole('dialog', { name: 'Save the network' });
  await dialog.getByRole('textbox', { name: 'File name' }).fill(name);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(statusBar(page)).toContainText(/Saved/);
}

/** Sets the number of epochs, and the learning rate if wanted, and starts a run; resolves when it trains. */
export async function train(page: Page, epochs: number, learningRate?: number): Promise<void> {
  await step(page, 'Compile').click();
  const panel = page.getByRole('region', { name: 'Compile' });
  await panel.getByRole('textbox', { name: 'Epochs' }).fill(String(epochs));
  if (learningRate) await panel.getByRole('textbox', { name: 'Learning rate' }).fill(String(learningRate));
  await panel.getByRole('button', { name: 'Compile and train' }).click();
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeEnabled();
}

/** Draws a vertical stroke, a one, on the drawing pad. */
export async function drawOne(
  page: Page,
  pad: Locator = page.getByRole('img', { name: /^Drawing pad/ }),
): Promise<void> {
  const box = await pad.boundingBox();
  if (!box) throw new Error('The drawing pad is not on the screen.');
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + box.height * 0.18);
  await page.mouse.down();
  await page.mouse.move(x, box.y + box.height * 0.82, { steps: 16 });
  await page.mouse.up();
}
