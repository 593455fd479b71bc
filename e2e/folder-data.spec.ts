import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from './testing/app.ts';
import { openTemplate, setField, step } from './testing/screens.ts';

const side = 12;
const perClass = 20;

/** Dark cats and bright dogs, each image of one grey all over. */
async function writePets(folder: string): Promise<void> {
  for (const [name, grey] of [
    ['cats', 20],
    ['dogs', 180],
  ] as const) {
    await mkdir(join(folder, name), { recursive: true });
    for (let i = 0; i < perClass; i++) {
      const data = new Uint8Array(side * side * 3).fill(grey + i);
      await writeFile(join(folder, name, `${i}.png`), encode({ width: side, height: side, channels: 3, data }));
    }
  }
}

test('a folder per class is chosen in Compile, counted, and trained on', async ({ app, page }) => {
  await writePets(join(app.projects, 'pets'));
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await setField(page, 'output', 'Units', '2');
  await step(page, 'Compile').click();
  const compile = page.getByRole('region', { name: 'Compile' });
  const dialog = page.getByRole('dialog', { name: /^Choose a folder/ });

  await test.step('cancelling changes nothing', async () => {
    await compile.getByRole('combobox', { name: 'Source' }).click();
    await page.getByRole('option', { name: 'A folder…' }).click();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await expect(compile).toContainText('10 classes');
  });

  await test.step('the folder says how many images of which classes it holds', async () => {
    await compile.getByRole('combobox', { name: 'Source' }).click();
    await page.getByRole('option', { name: 'A folder…' }).click();
    await dialog.getByRole('button', { name: /^pets/ }).click();
    await expect(dialog.getByRole('button', { name: /^dogs/ })).toBeVisible();
    await dialog.getByRole('button', { name: /^cats/ }).click();
    await expect(dialog).toContainText('and 20 files');
    await dialog.getByRole('button', { name: 'Parent folder' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Folder' })).toHaveValue(join(app.projects, 'pets'));
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    await expect(dialog).toBeHidden();
    // A tenth of each class validates and a tenth tests.
    await expect(compile).toContainText('32 train · 4 validation · 4 test');
    await expect(compile).toContainText(/28×28×1 · 2 classes: cats, dogs/);
    await expect(compile).toContainText('Folder: pets');
  });

  await test.step('the network trains on it', async () => {
    await compile.getByRole('textbox', { name: 'Epochs' }).fill('40');
    await compile.getByRole('button', { name: 'Compile and train' }).click();
    await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 60_000 });
    await step(page, 'Evaluate').click();
    const classes = page.getByRole('table', { name: 'Per-class metrics, %' });
    await expect(classes.getByRole('row', { name: /^cats/ })).toContainText('100.0');
    await expect(classes.getByRole('row', { name: /^dogs/ })).toContainText('100.0');
  });

  await test.step('the same dialog chooses where to export to', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Export' }).click();
    const exporting = page.getByRole('dialog', { name: 'Export' });
    await exporting.getByRole('button', { name: 'Choose folder…' }).click();
    const folders = page.getByRole('dialog', { name: 'Choose folder…' });
    await folders.getByRole('button', { name: /^pets/ }).click();
    await expect(folders.getByRole('button', { name: /^dogs/ })).toBeVisible();
    await folders.getByRole('button', { name: 'Choose this folder' }).click();
    await expect(folders).toBeHidden();
    await expect(exporting.getByRole('textbox', { name: 'Folder' })).toHaveValue(join(app.projects, 'pets'));
  });
});
