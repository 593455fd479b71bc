import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './testing/app.ts';
import { saveAs, step, train } from './testing/screens.ts';

test('a trained file becomes a block of another network, and training starts from its weights', async ({
  app,
  page,
}) => {
  const file = new URL('../src/core/interop/keras/write/fixtures/lenet5.h5', import.meta.url);
  await writeFile(join(app.projects, 'lenet5.h5'), await readFile(file));
  await page.goto(app.address);
  await page
    .getByRole('button', { name: /^New network/ })
    .first()
    .click();
  await expect(page.getByRole('application', { name: 'Network canvas' })).toBeVisible();
  // The input stays, and what is inserted hangs from it.
  const layers = page.getByRole('article');
  await layers.last().click();
  while ((await layers.count()) > 1) {
    const left = await layers.count();
    await layers.last().click();
    await page.keyboard.press('Delete');
    await expect(layers).toHaveCount(left - 1);
  }
  await layers.first().click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Insert network');
  await page.getByRole('option', { name: /Insert network/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Insert a network' });
  await expect(dialog.getByText('There is no trained network here yet.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  const open = page.getByRole('dialog').filter({ has: page.getByRole('button', { name: /^lenet5/ }) });
  await open.getByRole('button', { name: /^lenet5/ }).click();
  await open.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(dialog.getByRole('combobox', { name: 'Network' })).toHaveText('lenet5.h5');
  await expect(dialog.getByText(/Training starts from its weights\./)).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Up to' }).click();
  await page.getByRole('option', { name: 'The end, with its head' }).click();
  await dialog.getByRole('button', { name: 'Insert', exact: true }).click();
  await expect(dialog).toBeHidden();
  const convolutions = page.getByRole('article', { name: /Conv2D.*transferred weights/ });
  await expect(convolutions).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(layers).toHaveCount(1);
  await page.keyboard.press('Control+Shift+z');
  await expect(convolutions).toHaveCount(2);

  await saveAs(page, 'with-a-part');
  await page.reload();
  await expect(convolutions).toHaveCount(2);
  await step(page, 'Compile').click();
  const panel = page.getByRole('region', { name: 'Compile' });
  await expect(panel.getByText(/^5 layers start from the weights/)).toBeVisible();
  await train(page, 1);
  await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 60_000 });
});
