import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './testing/app.ts';
import { layer, setField, step } from './testing/screens.ts';

test('a trained file is the base of a new network; what is widened keeps what it computes', async ({ app, page }) => {
  const file = new URL('../src/core/interop/keras/write/fixtures/lenet5.h5', import.meta.url);
  await writeFile(join(app.projects, 'lenet5.h5'), await readFile(file));
  await page.goto(app.address);
  await page.getByRole('button', { name: /^Open…/ }).click();
  const open = page.getByRole('dialog', { name: 'Open a network' });
  await open.getByRole('button', { name: /^lenet5/ }).click();
  await open.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('lenet5.h5 was imported with its weights').first()).toBeAttached();

  // An edit costs a layer its weights, and the canvas says so.
  const first = page.getByRole('article', { name: /Conv2D/ }).first();
  const name = ((await first.getAttribute('aria-label')) ?? '').split(',')[0] ?? '';
  await setField(page, name, 'Filters', '9');
  await expect(layer(page, name)).toHaveAccessibleName(/fresh weights/);

  await step(page, 'Compile').click();
  const panel = page.getByRole('region', { name: 'Compile' });
  await panel.getByRole('combobox', { name: 'Weights' }).click();
  await page.getByRole('option', { name: /lenet5\.h5/ }).click();
  await expect(panel.getByText(/Drawn anew:/)).toBeVisible();
  await panel.getByRole('switch', { name: 'Grow (Net2Net)' }).click();
  await expect(panel.getByText(`Widened: ${name}.`)).toBeVisible();
  await expect(panel.getByText(/Drawn anew:/)).toBeHidden();
  await expect(layer(page, name)).toHaveAccessibleName(/transferred weights, widened/);

  await panel.getByRole('button', { name: 'Transfer learning…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Transfer learning' });
  await dialog.getByRole('textbox', { name: 'Classes' }).fill('3');
  await dialog.getByRole('textbox', { name: 'Classes' }).press('Tab');
  await expect(dialog.getByRole('radio', { name: 'Frozen, its features computed once' })).toBeChecked();
  await expect(dialog.getByText(/^51 of 2,\d+$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Build this network' }).click();
  await expect(dialog).toBeHidden();
  await expect(layer(page, name)).toHaveAccessibleName(/frozen, transferred weights/);
  await expect(page.getByRole('article', { name: /Dense.*output 3.*fresh weights/ })).toBeVisible();
  // One step back, and the widened network is there again.
  await page.keyboard.press('Control+z');
  await expect(layer(page, name)).toHaveAccessibleName(/transferred weights, widened/);
});
