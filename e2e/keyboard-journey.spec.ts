import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './testing/app.ts';
import { inspector, layer, statusBar } from './testing/screens.ts';

/** More presses of Tab than any screen needs. */
const mostStops = 90;

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement).catch(() => false);

/** Goes to a control as people without a mouse do: Tab until it has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < mostStops; stops++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Not to be reached by ${key}: ${target}`);
}

/** Adds a layer after the selected one by its name. */
async function add(page: Page, kind: string, name: string): Promise<void> {
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog', { name: 'Add a layer' })).toBeVisible();
  await page.keyboard.type(kind);
  await expect(page.getByRole('dialog', { name: 'Add a layer' }).getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(layer(page, name)).toHaveAttribute('data-selected', 'true');
}

async function type(page: Page, field: string, value: string): Promise<void> {
  await tabTo(page, inspector(page).getByRole('textbox', { name: field, exact: true }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

test('a network is built, trained, evaluated, saved and exported without a mouse', async ({ app, page }) => {
  test.setTimeout(300_000);
  await page.goto(app.address);
  const canvas = page.getByRole('application', { name: 'Network canvas' });

  await test.step('a new network, emptied', async () => {
    await tabTo(page, page.getByRole('button', { name: 'New network' }));
    await page.keyboard.press('Enter');
    await tabTo(page, canvas);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await expect(page.getByRole('article')).toHaveCount(0);
  });

  await test.step('layers are added one after the other, and set', async () => {
    await add(page, 'Input', 'input_layer');
    await add(page, 'Conv2D', 'conv2d');
    await add(page, 'MaxPool', 'max_pooling2d');
    await add(page, 'Flatten', 'flatten');
    await add(page, 'Dense', 'dense');
    await type(page, 'Units', '10');
    await tabTo(page, inspector(page).getByRole('combobox', { name: 'Activation' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listbox')).toBeVisible();
    await page.keyboard.type('Softmax');
    await expect(page.getByRole('option', { name: 'Softmax', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(inspector(page).getByRole('combobox', { name: 'Activation' })).toContainText('Softmax');
    await expect(statusBar(page)).toContainText('No errors');
    await expect(layer(page, 'dense')).toHaveAccessibleName(/output 10,/);
  });

  await test.step('along the wires to the convolution, to set it too', async () => {
    await tabTo(page, canvas, 'Shift+Tab');
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowUp');
    await expect(layer(page, 'conv2d')).toHaveAttribute('data-selected', 'true');
    await type(page, 'Filters', '8');
    await expect(layer(page, 'conv2d')).toHaveAccessibleName(/output 26×26×8/);
  });

  await test.step('it trains', async () => {
    await page.keyboard.press('Control+2');
    const panel = page.getByRole('region', { name: 'Compile' });
    await tabTo(page, panel.getByRole('textbox', { name: 'Epochs' }));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 120_000 });
  });

  await test.step('it is evaluated, and the cells of its matrix are reached', async () => {
    await page.keyboard.press('Control+4');
    await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
    await tabTo(page, page.getByRole('table', { name: 'Confusion matrix' }).getByRole('button').first());
  });

  await test.step('it is saved', async () => {
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Save the network' });
    await expect(dialog.getByRole('textbox', { name: 'File name' })).toBeFocused();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('by keys');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await access(join(app.projects, 'by keys.stride'));
    await expect(page.getByRole('button', { name: 'Network menu, by keys' })).toBeVisible();
  });

  await test.step('it is exported', async () => {
    await page.keyboard.press('Control+e');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await tabTo(page, dialog.getByRole('button', { name: 'Export', exact: true }));
    await page.keyboard.press('Enter');
    const proof = dialog.getByText(/^Plain TensorFlow.js.* predicts the same on 16 test images/).locator('..');
    await expect(proof).toHaveAttribute('data-passed', 'true', { timeout: 60_000 });
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    expect(await readdir(join(app.projects, 'by-keys-tfjs'))).toContain('model.json');
  });
});
