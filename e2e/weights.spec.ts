import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { expect, test } from './testing/app.ts';
import { openTemplate, saveAs, step } from './testing/screens.ts';

const run = promisify(execFile);
const bin = fileURLToPath(new URL('../src/cli/bin.mjs', import.meta.url));

test('weights from a file become a run of the open network, and stay in its project', async ({ app, page }) => {
  const file = new URL('../src/core/interop/keras/write/fixtures/lenet5.keras', import.meta.url);
  await writeFile(join(app.projects, 'lenet5.keras'), await readFile(file));
  const load = async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Load weights');
    await page.getByRole('option', { name: /Load weights/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Load weights' });
    await dialog.getByRole('button', { name: /^lenet5/ }).click();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(dialog).toBeHidden();
  };
  await page.goto(app.address);
  await openTemplate(page, /^Open MLP/);
  await load();
  await expect(
    page.getByText(/lenet5\.keras: It has no weight layers\/dense\/vars\/0|lenet5\.keras: Its weight/),
  ).toBeVisible();

  await page.keyboard.press('Control+o');
  const open = page.getByRole('dialog', { name: 'Open a network' });
  await open.getByRole('button', { name: /^lenet5/ }).click();
  await open.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('lenet5.keras was imported with its weights').first()).toBeAttached();
  await load();
  await expect(page.getByText('lenet5.keras: 61,706 weights, as a run in the list.').first()).toBeAttached();

  await saveAs(page, 'two-weights');
  await page.reload();
  await step(page, 'Compile').click();
  const panel = page.getByRole('region', { name: 'Compile' });
  await panel.getByRole('combobox', { name: 'Weights' }).click();
  await expect(page.getByRole('option', { name: /lenet5\.keras/ })).toHaveCount(2);
});

test('a file that is too large to lie in memory beside its weights is read in a worker', async ({ app, page }) => {
  await run(process.execPath, [bin, 'export', 'resnet-18', '--to', 'h5', '-o', join(app.projects, 'large.h5')]);
  await page.goto(app.address);
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.getByRole('button', { name: /^Open…/ }).click();
  const open = page.getByRole('dialog', { name: 'Open a network' });
  await open.getByRole('button', { name: /^large/ }).click();
  await open.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText(/^large\.h5 was imported with its weights: 74 layers/).first()).toBeAttached();
  expect(workers.filter((url) => /\/model\.worker/.test(url))).toHaveLength(1);
});

test('an ONNX file of PyTorch opens with its weights, turned to channels last', async ({ app, page }) => {
  const recorded = await readFile(new URL('../src/engine/network/fixtures/onnx-torch.json.gz', import.meta.url));
  const [resnet] = z.array(z.object({ model: z.string() })).parse(JSON.parse(gunzipSync(recorded).toString()));
  await writeFile(join(app.projects, 'resnet.onnx'), Buffer.from(resnet?.model ?? '', 'base64'));
  await page.goto(app.address);
  await page.getByRole('button', { name: /^Open…/ }).click();
  const open = page.getByRole('dialog', { name: 'Open a network' });
  await open.getByRole('button', { name: /^resnet/ }).click();
  await open.getByRole('button', { name: 'Open', exact: true }).click();
  const report = page.getByRole('dialog', { name: 'resnet.onnx was imported' });
  await expect(report).toContainText('Its weights are in the list of runs');
  await expect(report).toContainText('the network was turned to channels last');
  await report.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('article', { name: /^layer1\.0\.conv1,.*output 16×16×16/ })).toBeVisible();
  await expect(page.getByRole('contentinfo').last()).toContainText('No errors');
});
