import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './testing/app.ts';
import { layer, openTemplate, saveAs, setField } from './testing/screens.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function faults(page: Page): Promise<readonly string[]> {
  // By the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Opens the list of what can be compared with, by the network's menu. */
async function choose(page: Page, entry: string): Promise<void> {
  await page.getByRole('button', { name: /^Network menu/ }).click();
  await page.getByRole('menuitem', { name: 'Compare with…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare with' });
  await dialog.getByRole('option', { name: entry }).click();
}

const view = (page: Page) => page.getByRole('dialog', { name: 'Compare', exact: true });
const totals = (page: Page) => view(page).getByRole('table', { name: 'Totals' });
const differences = (page: Page) => view(page).getByRole('listbox', { name: 'Differences' });
const row = (page: Page, name: string) => totals(page).getByRole('row', { name: new RegExp(`^${name}`) });

test('an edited network beside what it was: figures of both, what changed, and what follows', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await setField(page, 'c3', 'Filters', '32');
  await expect(layer(page, 'c3')).toHaveAccessibleName(/output 10×10×32/);
  await choose(page, 'As it was opened');
  // LeNet-5 as published, and with 16 × (5·5·6 + 1) more in c3 and 16·25 × 120 more in c5.
  await expect(row(page, 'Before')).toContainText('61,706');
  await expect(row(page, 'After')).toContainText('112,122');
  await expect(row(page, 'Difference')).toContainText('+50,416');
  await expect(differences(page)).toBeFocused();
  await expect(differences(page).getByRole('option')).toHaveAccessibleName(
    'Changed, c3, Filters 16 → 32 · Output 10×10×16 → 10×10×32 · +2,416 parameters',
  );
  await view(page).getByRole('button', { name: 'Affected 3' }).click();
  await expect(differences(page).getByRole('option')).toHaveCount(4);
  await differences(page).getByRole('option', { name: /c5/ }).click();
  const details = view(page).getByRole('region', { name: 'The difference in full' });
  await expect(details.getByRole('row', { name: /^Parameters/ })).toHaveText('Parameters48,12096,120+48,000');
  expect(await faults(page)).toEqual([]);
  await view(page).getByRole('button', { name: 'Swap the sides' }).click();
  await expect(row(page, 'Difference')).toContainText('−50,416');
  await page.keyboard.press('Escape');
  await expect(view(page)).toBeHidden();
  await expect(layer(page, 'c3')).toBeVisible();
});

test('ResNet-18 beside ResNet-34: a click on a layer of one drawing finds it in the list', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open ResNet-18/);
  await choose(page, 'ResNet-34');
  // As torchvision counts what is trained.
  await expect(row(page, 'Before')).toContainText('21,797,672');
  await expect(row(page, 'After')).toContainText('11,689,512');
  // Eight blocks of two convolutions, two normalisations, two activations and a sum are gone.
  await expect(view(page).getByRole('status')).toHaveText('56 differences');
  await view(page).getByRole('button', { name: 'Next difference' }).click();
  await expect(view(page).getByRole('status')).toHaveText('1 of 56');
  const details = view(page).getByRole('region', { name: 'The difference in full' });
  await expect(details.getByRole('heading')).toContainText('conv2_block3_1_conv');
  // It stands in the middle of the left drawing now.
  const drawing = view(page).getByRole('img', { name: /^Drawing of ResNet-34/ });
  await expect(view(page).getByRole('button', { name: 'Previous difference' })).toBeDisabled();
  await differences(page).press('End');
  await expect(details.getByRole('heading')).toContainText('conv5_block3_out');
  await drawing.click();
  await expect(details.getByRole('heading')).toContainText('conv5_block3_out');
  // The activation hangs under its sum.
  const box = await drawing.boundingBox();
  if (!box) throw new Error('The drawing is not on the screen.');
  await drawing.click({ position: { x: box.width / 2, y: box.height / 2 - 30 } });
  await expect(details.getByRole('heading')).toContainText('conv5_block3_add');
  await expect(differences(page).getByRole('option', { selected: true })).toHaveAccessibleName(/conv5_block3_add/);
  const elements = await page.evaluate(() => document.querySelectorAll('[role="dialog"] *').length);
  expect(elements).toBeLessThan(600);
});

test('a file on the disk, read but not opened; one that cannot be read is said to be so', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await saveAs(page, 'lenet');
  await choose(page, 'Another file…');
  const files = page.getByRole('dialog', { name: 'Compare with a file' });
  await files.getByRole('button', { name: /^lenet/ }).dblclick();
  await expect(view(page).getByText('The two networks are the same')).toBeVisible();
  await expect(row(page, 'Before')).toContainText('lenet.stride');
  expect(await faults(page)).toEqual([]);
  await view(page).getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Save as CSV…' }).click();
  await page.getByRole('dialog', { name: 'Save the differences' }).getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/^Saved LeNet-5 and LeNet-5\.csv/)).toBeVisible();
  expect(await readFile(join(app.projects, 'LeNet-5 and LeNet-5.csv'), 'utf8')).toMatch(/^difference,.*\r\n$/);
  await view(page).getByRole('button', { name: 'Back to the network' }).click();

  await choose(page, 'Another file…');
  await files.getByRole('combobox', { name: /./ }).click();
  await page.getByRole('option', { name: 'All files' }).click();
  await files.getByRole('button', { name: /csv/ }).dblclick();
  await expect(page.getByText(/is not a Stride project/)).toBeVisible();
  await expect(view(page)).toBeHidden();
});

test('with the keyboard alone: a step of the history, its differences one by one, and back', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await layer(page, 'c5').click();
  await page.keyboard.press('m');
  await expect(layer(page, 'c5')).toHaveAccessibleName(/muted/);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search everything' }).waitFor();
  await page.keyboard.type('Compare with');
  await expect(page.getByRole('option', { name: 'Compare with…', selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Compare with' }).waitFor();
  await page.keyboard.type('opened');
  await page.keyboard.press('Enter');
  await expect(differences(page)).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(differences(page).getByRole('option', { selected: true })).toHaveAccessibleName(
    /^Changed, c5, State works → muted/,
  );
  await page.keyboard.press('Escape');
  await expect(view(page)).toBeHidden();

  // The history's own way to it.
  await page.keyboard.press('Control+Shift+H');
  await page.getByRole('button', { name: 'Compare a step with now…' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'Compare with' }).getByRole('option')).toHaveText(['As it was opened']);
});
