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
  await expect(report).toContainText('Weights are not read from such a file.');
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
