import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type App, expect, test } from './testing/app.ts';
import { layer } from './testing/screens.ts';

const canvas = (page: Page) => page.getByRole('application');
const group = (page: Page, name: string) =>
  page.locator('section').filter({ hasText: name }).and(page.getByLabel(name));
const card = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
const parameters = (page: Page) => page.getByRole('contentinfo');
const blocksOf = ({ settings }: App) => join(settings, 'blocks');

async function openLeNet(page: Page, { address }: App): Promise<void> {
  await page.goto(address);
  await page.getByText('LeNet-5', { exact: true }).first().click();
  await expect(layer(page, 'f6')).toBeVisible();
}

/** Keeps f6, of 84 units, as a block through the menu of its layer. */
async function saveBlock(page: Page, name: string, description = ''): Promise<void> {
  await layer(page, 'f6').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Save as block…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as block' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Description' }).fill(description);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
}

test('layers are kept as a block, which is added as a group, renamed, deleted and brought back', async ({
  app,
  page,
}) => {
  await openLeNet(page, app);
  await page.getByRole('tab', { name: 'Patterns' }).click();
  await expect(page.getByText('it waits here for any network')).toBeVisible();
  await saveBlock(page, 'Hidden layer', 'Of 84 units');
  await expect(card(page, 'Hidden layer')).toContainText('Of 84 units');
  // Selected is f6 with 84 values: 84 · 84 + 84 parameters.
  await expect(card(page, 'Hidden layer')).toContainText('1 layer · 7,140 params');

  await card(page, 'Hidden layer').click();
  await expect(layer(page, 'f6_1')).toHaveAccessibleName(/output 84/);
  await expect(group(page, 'Hidden layer')).toBeVisible();
  // 61,706 of LeNet-5 and those.
  await expect(parameters(page)).toContainText('68.85 K');
  await canvas(page).focus();
  await page.keyboard.press('Control+z');
  await expect(layer(page, 'f6_1')).toHaveCount(0);
  await expect(group(page, 'Hidden layer')).toHaveCount(0);

  await page.reload();
  await page.getByRole('tab', { name: 'Patterns' }).click();
  await page.getByRole('button', { name: 'More about Hidden layer' }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name of the block' }).fill('Dense of 84');
  await page.keyboard.press('Enter');
  await expect(card(page, 'Dense of 84')).toBeVisible();

  await page.getByRole('button', { name: 'More about Dense of 84' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(card(page, 'Dense of 84')).toHaveCount(0);
  expect(await readdir(blocksOf(app))).toEqual([]);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(card(page, 'Dense of 84')).toBeVisible();
});

test('a name that is taken is asked about, and the block replaced', async ({ app, page }) => {
  await openLeNet(page, app);
  await page.getByRole('tab', { name: 'Patterns' }).click();
  await saveBlock(page, 'Head', 'old');
  await layer(page, 'c3').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Save as block…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as block' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('head');
  await expect(dialog.getByRole('status')).toHaveText('A block of this name is there already.');
  await dialog.getByRole('textbox', { name: 'Description' }).fill('new');
  await dialog.getByRole('button', { name: 'Replace' }).click();
  await expect(card(page, 'head')).toContainText('new');
  expect(await readdir(blocksOf(app))).toHaveLength(1);
});

test('a block dropped on a wire goes between, and what comes after makes room', async ({ app, page }) => {
  await openLeNet(page, app);
  await page.getByRole('tab', { name: 'Patterns' }).click();
  await saveBlock(page, 'Hidden layer');
  const before = await layer(page, 'output').boundingBox();
  const wire = page.locator('.react-flow__edge[data-id^="f6>output"]');
  const end = await wire.boundingBox();
  if (!end || !before) throw new Error('the wire is out of sight');
  await card(page, 'Hidden layer').hover();
  await page.mouse.down();
  const [x, y] = [end.x + end.width / 2, end.y + end.height / 2];
  await page.mouse.move(x, y - 4, { steps: 4 });
  await page.mouse.move(x, y, { steps: 2 });
  await page.mouse.up();
  await expect(layer(page, 'f6_1')).toHaveAccessibleName(/output 84/);
  await expect(page.getByText('No errors')).toBeVisible();
  await expect(parameters(page)).toContainText('68.85 K');
  await expect.poll(async () => (await layer(page, 'output').boundingBox())?.y ?? 0).toBeGreaterThan(before.y);
});

test('by keys alone: kept from the command palette, added from the list of layers', async ({ app, page }) => {
  await openLeNet(page, app);
  await layer(page, 'f6').click();
  await canvas(page).focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('save as block');
  await expect(page.getByRole('option', { name: /Save as block/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('My block');
  await page.keyboard.type('Dense of 84');
  await page.keyboard.press('Enter');
  await expect(page.getByText('“Dense of 84” is in My blocks.')).toBeVisible();
  await layer(page, 'output').click();
  await canvas(page).focus();
  await page.keyboard.press('a');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('of 84');
  await expect(page.getByRole('option', { name: /Dense of 84/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(layer(page, 'f6_1')).toHaveAccessibleName(/output 84/);
  await expect(group(page, 'Dense of 84')).toBeVisible();
});

test('a damaged file is named and left as it is; a dropped one is kept', async ({ app, page }) => {
  await mkdir(blocksOf(app), { recursive: true });
  const torn = join(blocksOf(app), 'torn.json');
  await writeFile(torn, '{"format":"stride-block"');
  await openLeNet(page, app);
  await page.getByRole('tab', { name: 'Patterns' }).click();
  await expect(page.getByText('Cannot be read: torn.json')).toBeVisible();
  await saveBlock(page, 'Good');
  await expect(card(page, 'Good')).toBeVisible();
  expect(await readFile(torn, 'utf8')).toBe('{"format":"stride-block"');

  const kept = (await readdir(blocksOf(app))).find((file) => file.startsWith('good-')) ?? '';
  const text = await readFile(join(blocksOf(app), kept), 'utf8');
  await page.evaluate((block) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([block], 'Good.json', { type: 'application/json' }));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, text);
  await expect(card(page, 'Good 2')).toBeVisible();
});

test('what repeats in a chain is selected in all copies, and changed in all', async ({ app, page }) => {
  await openLeNet(page, app);
  await layer(page, 'f6').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Repeat in a chain' }).click();
  await page.getByRole('menuitem', { name: '×3', exact: true }).click();
  await canvas(page).focus();
  await page.keyboard.press('f');
  await page.keyboard.press('Escape');
  await layer(page, 'f6_1').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Select in all copies' }).click();
  const units = page.getByRole('region', { name: 'Inspector' }).getByRole('textbox', { name: 'Units' });
  await units.fill('60');
  for (const name of ['f6', 'f6_1', 'f6_2']) await expect(layer(page, name)).toHaveAccessibleName(/output 60/);
});

test('in French', async ({ app, browser }) => {
  const page = await browser.newPage({ locale: 'fr-FR' });
  await openLeNet(page, app);
  await page.getByRole('tab', { name: 'Motifs' }).click();
  await expect(page.getByRole('heading', { name: 'Mes blocs' })).toBeVisible();
  await layer(page, 'f6').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Enregistrer comme bloc…' }).click();
  await page.getByRole('textbox', { name: 'Nom' }).fill('Couche cachée');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(card(page, 'Couche cachée')).toContainText('1 couche · 7\u202f140 params');
  await page.close();
});
