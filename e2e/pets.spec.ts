import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './testing/app.ts';
import { writePets } from './testing/pictures.ts';
import { layer, openTemplate, step } from './testing/screens.ts';

const finished = (page: Page, run: string) =>
  expect(page.getByRole('region', { name: 'Training' })).toContainText(new RegExp(`${run}\\s*Finished`), {
    timeout: 120_000,
  });

test('cats and dogs: one block, augmentation, a second block with the same settings, both compared', async ({
  app,
  page,
}) => {
  await writePets(join(app.projects, 'pets'), { train: 24, validation: 8 });
  await page.goto(app.address);
  await openTemplate(page, /^Open Cats and Dogs, 1 block/);
  await step(page, 'Compile').click();
  const compile = page.getByRole('region', { name: 'Compile' });

  await test.step('the folder is seen before it is trained on', async () => {
    await compile.getByRole('button', { name: 'Change…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Choose a folder/ });
    await dialog.getByRole('button', { name: /^pets/ }).click();
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    // A tenth of what has no test folder is kept for the test.
    await expect(compile).toContainText('44 train · 16 validation · 4 test');
    await page.getByRole('radio', { name: 'Data' }).click();
    await expect(page.getByRole('main')).toContainText('cats');
    await page.getByRole('radio', { name: 'Network' }).click();
  });

  await test.step('pictures are augmented, and one block trained', async () => {
    await compile.getByRole('button', { name: 'Suggest', exact: true }).click();
    await compile.getByRole('textbox', { name: 'Learning rate' }).fill('0.0005');
    await compile.getByRole('textbox', { name: 'Epochs' }).fill('3');
    await compile.getByRole('button', { name: 'Compile and train' }).click();
    await finished(page, 'Run 1');
  });

  await test.step('a second block goes in behind the first, and learns with the same settings', async () => {
    await step(page, 'Define').click();
    await layer(page, 'max_pooling2d').click();
    const palette = page.getByRole('complementary', { name: 'Left panel' });
    await palette.getByRole('button', { name: 'Add Conv2D' }).click();
    await palette.getByRole('button', { name: 'Add MaxPool' }).click();
    await step(page, 'Compile').click();
    await expect(compile.getByRole('textbox', { name: 'Learning rate' })).toHaveValue(/5e-4|0\.0005/);
    await compile.getByRole('button', { name: 'Compile and train' }).click();
    await finished(page, 'Run 2');
  });

  await test.step('both runs are compared, and the first network comes back', async () => {
    await page.getByRole('button', { name: 'Compare runs' }).click();
    const table = page.getByRole('table', { name: 'Runs, their settings and outcomes' });
    await table.getByRole('checkbox', { name: 'Choose Run 1 for comparison' }).check();
    await table.getByRole('checkbox', { name: 'Choose Run 2 for comparison' }).check();
    const compare = page.getByRole('region', { name: 'Comparison' });
    await compare.getByRole('radio', { name: 'Structure' }).click();
    await expect(compare).toContainText('conv2d_1');
    await table.getByRole('button', { name: 'Run 1', exact: true }).click();
    const right = page.getByRole('complementary', { name: 'Right panel' });
    await right.getByRole('button', { name: 'Use this network' }).click();
    await expect(page.getByRole('button', { name: 'Undo Use the network of Run 1' })).toBeVisible();
  });
});
