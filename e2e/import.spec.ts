import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from './testing/app.ts';
import { layer } from './testing/screens.ts';

/** A model as Keras wrote it. */
async function kerasModel(name: string): Promise<string> {
  const url = new URL(`../src/core/interop/keras/fixtures/${name}.json.gz`, import.meta.url);
  return JSON.stringify(JSON.parse(gunzipSync(await readFile(url)).toString()).model);
}

test('a Keras model opens from the start screen, with a report of what is not analysed', async ({ app, page }) => {
  await writeFile(join(app.projects, 'foreign.json'), await kerasModel('foreign'));
  await page.goto(app.address);
  await page.getByRole('button', { name: /^Open…/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a network' });
  await dialog.getByRole('button', { name: /^foreign/ }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();

  const report = page.getByRole('dialog', { name: /^foreign.* was imported$/ });
  await expect(report).toContainText('It came without weights.');
  await expect(report).toContainText('Stride does not know the layer RandomFlip.');
  await report.getByRole('button', { name: 'Continue' }).click();
  await expect(report).toBeHidden();

  await expect(page.getByRole('application', { name: 'Network canvas' })).toBeVisible();
  // The operation `x * 0.5` came in as a layer that computes it, with Keras's shape.
  await expect(layer(page, 'multiply')).toHaveAccessibleName(/output 60×60×8/);
});

test('a Keras model that is dropped opens at once where nothing is to be said', async ({ app, page }) => {
  await page.goto(app.address);
  await expect(page.getByRole('button', { name: /^Open…/ })).toBeVisible();
  const files = await page.evaluateHandle(
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'nested.json', { type: 'application/json' }));
      return transfer;
    },
    await kerasModel('nested'),
  );
  await page.dispatchEvent('#root', 'dragover', { dataTransfer: files });
  await page.dispatchEvent('#root', 'drop', { dataTransfer: files });

  await expect(page.getByRole('application', { name: 'Network canvas' })).toBeVisible();
  await expect(page.getByText(/was imported: 10 layers in 4 groups\./).first()).toBeAttached();
  await expect(layer(page, 'encoder_conv2d')).toContainText('32×32×16');
});

test('a trained Keras file opens with its weights: they are evaluated, and start a training', async ({ app, page }) => {
  const file = new URL('../src/core/interop/keras/write/fixtures/lenet5.h5', import.meta.url);
  await writeFile(join(app.projects, 'lenet5.h5'), await readFile(file));
  await page.goto(app.address);
  await page.getByRole('button', { name: /^Open…/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a network' });
  await dialog.getByRole('button', { name: /^lenet5/ }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('lenet5.h5 was imported with its weights: 9 layers in 2 groups.').first()).toBeAttached();
  await page
    .getByRole('button', { name: /^Evaluate/ })
    .first()
    .click();
  await expect(page.getByText('lenet5.h5 · as imported')).toBeVisible();
  await expect(page.getByText('of 500').first()).toBeVisible();

  await page.getByRole('button', { name: 'Train', exact: true }).first().click();
  await expect(page.getByText('how they were trained, the file does not say')).toBeVisible();
  await page.getByRole('button', { name: 'Train from these weights' }).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped').first()).toBeVisible();
});
