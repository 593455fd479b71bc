import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './testing/app.ts';
import {
  drawOne,
  inspector,
  layer,
  openTemplate,
  saveAs,
  setField,
  statusBar,
  step,
  train,
} from './testing/screens.ts';

test('draw: a template, an edit and its figures, a broken shape and its fix, undo, save, reload, reopen', async ({
  app,
  page,
}) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  const status = statusBar(page);
  await expect(status).toContainText('No errors');
  await expect(status).toContainText('61.71 K');

  await test.step('a filter count changes its layer, the next one and the totals', async () => {
    await setField(page, 'c1', 'Filters', '12');
    // 5·5·1·12 + 12 here, 5·5·12·16 + 16 in c3, 61,706 − 156 + 312 − 2,416 + 4,816 in all.
    await expect(layer(page, 'c1')).toHaveAccessibleName(/output 28×28×12, 312 parameters/);
    await expect(layer(page, 'c3')).toHaveAccessibleName(/4,816 parameters/);
    await expect(status).toContainText('64.26 K');
    await expect(inspector(page)).toContainText('5·5·1·12 + 12 = 312');
  });

  await test.step('a window that does not fit is named, its followers wait, and a fix mends it', async () => {
    await setField(page, 'c3', 'Kernel, height', '20');
    await expect(layer(page, 'c3')).toHaveAccessibleName(/1 error/);
    await expect(status).toContainText('1 error');
    await expect(status).toContainText('≥');
    await expect(step(page, 'Define')).toHaveAccessibleDescription('has errors');
    await expect(page.getByRole('banner').getByRole('button', { name: 'Train', exact: true }).last()).toBeDisabled();
    await status.getByRole('button', { name: '1 error' }).click();
    const problems = page.getByRole('region', { name: 'Problems' });
    await expect(problems).toContainText('a window of 20×20 does not fit into 14×14');
    await problems.getByRole('button', { name: 'Set padding to same' }).click();
    await expect(status).toContainText('No errors');
    await expect(layer(page, 'c3')).toHaveAccessibleName(/output 14×14×16/);
  });

  await test.step('undo takes back one gesture at a time, redo brings it again', async () => {
    await layer(page, 'c1').click();
    await page.keyboard.press('Control+z');
    await expect(status).toContainText('1 error');
    await page.keyboard.press('Control+z');
    await expect(status).toContainText('64.26 K');
    await page.keyboard.press('Control+z');
    await expect(status).toContainText('61.71 K');
    await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
    await page.keyboard.press('Control+Shift+Z');
    await expect(status).toContainText('64.26 K');
  });

  await test.step('a saved network and an unsaved edit both outlive a reload of the page', async () => {
    await saveAs(page, 'my lenet.stride');
    expect(await readdir(app.projects)).toEqual(['my lenet.stride']);
    await setField(page, 'c1', 'Filters', '7');
    await expect(status).toContainText('Unsaved changes');
    await page.reload();
    await expect(layer(page, 'c1')).toHaveAccessibleName(/output 28×28×7/);
    await expect(status).toContainText('Unsaved changes');
    await layer(page, 'c1').click();
    await page.keyboard.press('Control+s');
    await expect(status).toContainText('Saved');
  });

  await test.step('the start screen lists the file, and it opens as it was saved', async () => {
    await page.getByRole('button', { name: 'Network menu, LeNet-5' }).click();
    await page.getByRole('menuitem', { name: 'Close' }).click();
    await page
      .getByRole('region', { name: 'Recent' })
      .getByRole('button', { name: /^LeNet-5/ })
      .click();
    await expect(layer(page, 'c1')).toHaveAccessibleName(/output 28×28×7/);
    await expect(status).toContainText('No errors');
  });
});

test('train: pause, resume, stop, evaluate, predict, export, save, reopen', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  const panel = page.getByRole('region', { name: 'Training' });

  await test.step('a run trains, stands still when paused, goes on, and stops', async () => {
    await train(page, 50);
    const count = panel.getByText(/^step \d+/);
    await expect(count).toBeVisible();
    await panel.getByRole('button', { name: /^Pause/ }).click();
    await expect(panel).toContainText('Paused');
    const paused = await count.textContent();
    await panel.getByRole('button', { name: 'Step', exact: true }).click();
    await expect(count).not.toHaveText(paused ?? '');
    await expect(panel).toContainText('Paused');
    await panel.getByRole('button', { name: /^Resume/ }).click();
    await expect(panel).toContainText('Running');
    // Two whole epochs, so that there is something to evaluate.
    await expect(panel).toContainText('Epoch 3 / 50', { timeout: 120_000 });
    await panel.getByRole('button', { name: 'Stop' }).click();
    await expect(panel).toContainText('Stopped');
    await expect(page.getByRole('list', { name: 'Runs' }).getByRole('button', { name: /^Run 1,/ })).toBeVisible();
  });

  await test.step('an edit says that the run is of an older network', async () => {
    await step(page, 'Define').click();
    await setField(page, 'c1', 'Filters', '8');
    await step(page, 'Train').click();
    await expect(page.getByText(/edited since run 1/i).first()).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByText(/edited since run 1/i)).toHaveCount(0);
  });

  await test.step('it is evaluated on the test images', async () => {
    await step(page, 'Evaluate').click();
    await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^True 1, predicted 1: \d+/ })).toBeVisible();
    await expect(step(page, 'Evaluate')).toContainText('%');
  });

  await test.step('it reads a digit that is drawn', async () => {
    await step(page, 'Predict').click();
    await drawOne(page);
    const answer = page.getByRole('region', { name: 'Probabilities' });
    await expect(answer.getByRole('status').locator('strong')).toHaveText('1');
    await expect(answer.getByRole('list', { name: 'Probabilities' }).getByRole('listitem')).toHaveCount(10);
  });

  await test.step('it is exported for TensorFlow.js', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await expect.poll(() => readdir(`${app.projects}/LeNet-5-tfjs`).catch(() => [])).toContain('model.json');
    const proof = dialog.getByText(/^Plain TensorFlow.js.* predicts the same on 16 test images/).locator('..');
    await expect(proof).toHaveAttribute('data-passed', 'true', { timeout: 60_000 });
    await expect(dialog.getByText('Same class first on 16 of 16')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('it is exported for ONNX Runtime, which opens it and agrees', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('navigation').getByRole('button', { name: /ONNX/ }).click();
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    await page.getByRole('dialog', { name: /^ONNX/ }).getByRole('button', { name: 'Save', exact: true }).click();
    const proof = dialog.getByText('ONNX Runtime predicts the same on 16 test images').locator('..');
    await expect(proof).toHaveAttribute('data-passed', 'true', { timeout: 60_000 });
    await expect(dialog.getByText('Same class first on 16 of 16')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('it is exported for Keras, as one file', async () => {
    await page.getByRole('banner').getByRole('button', { name: 'Export', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('button', { name: /^Keras .keras/ }).click();
    await dialog.getByRole('button', { name: 'Save as…' }).click();
    const where = page.getByRole('dialog', { name: 'Keras', exact: true });
    await where.getByRole('textbox', { name: 'File name' }).fill('lenet.keras');
    await where.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(dialog.getByText('every byte the same')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    // A zip whose members lie in it as they are: the network can be read, and 61,706 weights take their place.
    const file = await readFile(join(app.projects, 'lenet.keras'));
    expect(file.subarray(0, 2).toString()).toBe('PK');
    expect(file.toString('latin1')).toContain('"class_name":"Conv2D"');
    expect(file.length).toBeGreaterThan(4 * 61_706);
  });

  await test.step('saved, it comes back with its run and its weights', async () => {
    await saveAs(page, 'trained.stride');
    await page.reload();
    await step(page, 'Train').click();
    await expect(page.getByRole('list', { name: 'Runs' }).getByRole('button', { name: /^Run 1,/ })).toBeVisible();
    await step(page, 'Predict').click();
    await drawOne(page);
    const answer = page.getByRole('region', { name: 'Probabilities' });
    await expect(answer.getByRole('status').locator('strong')).toHaveText('1');
  });
});

test('LeNet-5 reaches 95 % on the test digits from the screen', async ({ app, page }) => {
  test.setTimeout(900_000);
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await train(page, 12, 0.003);
  await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 800_000 });
  await step(page, 'Evaluate').click();
  const figure = step(page, 'Evaluate').getByText('%');
  await expect(figure).toBeVisible();
  const percent = Number.parseFloat((await figure.textContent()) ?? '');
  console.log(`LeNet-5, 12 epochs of Adam at 0.003: ${percent} % of the test digits`);
  expect(percent).toBeGreaterThanOrEqual(95);
});
