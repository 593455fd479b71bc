import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './testing/app.ts';
import { layer, openTemplate, setField, statusBar } from './testing/screens.ts';

async function openSheet(page: Page): Promise<Locator> {
  await statusBar(page)
    .getByRole('button', { name: /shortcuts$/ })
    .click();
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  return sheet;
}

const keysOf = (sheet: Locator, action: string): Locator =>
  sheet.getByRole('button', { name: new RegExp(`^${action}: .*Change$`) });

test('shortcuts are found, changed, taken from others, kept and reset', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  const add = page.getByRole('dialog', { name: 'Add a layer' });
  const kept = async () => JSON.parse(await readFile(join(app.settings, 'preferences.json'), 'utf8')).shortcuts;

  await test.step('the sheet lists every action, and finds one by its name or its keys', async () => {
    const sheet = await openSheet(page);
    await expect(keysOf(sheet, 'Dock or undock')).toHaveAccessibleName('Dock or undock: D. Change');
    await sheet.getByRole('searchbox').fill('ctrl shift');
    await expect(keysOf(sheet, 'Redo').first()).toBeVisible();
    await expect(keysOf(sheet, 'Dock or undock')).toHaveCount(0);
    await sheet.getByRole('searchbox').fill('dock');
    await expect(sheet.getByRole('listitem')).toHaveCount(1);
    await sheet.getByRole('searchbox').fill('no such thing');
    await expect(sheet).toContainText('No action matches “no such thing”.');
    await sheet.getByRole('searchbox').fill('');
  });

  await test.step('new keys take effect at once, in menus and tooltips too', async () => {
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await keysOf(sheet, 'Add a layer after the selection').click();
    await page.keyboard.press('Control+j');
    await expect(keysOf(sheet, 'Add a layer after the selection')).toHaveAccessibleName(/: Ctrl J\./);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await page.keyboard.press('a');
    await page.keyboard.press('Control+j');
    await expect(add).toHaveCount(1);
    await page.keyboard.press('Escape');
    await layer(page, 'c1').click({ button: 'right' });
    await expect(page.getByRole('menuitem', { name: /Add a layer after/ })).toContainText('Ctrl J');
    await page.keyboard.press('Escape');
    await expect.poll(kept).toEqual({ add: ['mod+j'] });
  });

  await test.step('keys of another action are named as such, and may be taken or left', async () => {
    const sheet = await openSheet(page);
    await keysOf(sheet, 'Duplicate').click();
    await page.keyboard.press('Control+c');
    await expect(sheet.getByRole('alert')).toContainText('“Copy”, which cannot be changed');
    await page.keyboard.press('d');
    await expect(sheet.getByRole('alert')).toContainText('D is “Dock or undock”.');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeVisible();
    await expect(keysOf(sheet, 'Duplicate')).toHaveAccessibleName(/Ctrl D/);
    await expect(keysOf(sheet, 'Duplicate')).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('d');
    // The answer has the focus.
    await expect(sheet.getByRole('button', { name: 'Use it here' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(keysOf(sheet, 'Duplicate')).toHaveAccessibleName(/: D\./);
    await expect(keysOf(sheet, 'Dock or undock')).toHaveAccessibleName(/No shortcut/);
    await page.keyboard.press('Escape');
  });

  await test.step('they outlive a reload', async () => {
    await page.reload();
    await layer(page, 'c1').click();
    await page.keyboard.press('d');
    await expect(page.getByRole('button', { name: /^Undo Duplicate/ })).toBeEnabled();
    await page.keyboard.press('Control+z');
  });

  await test.step('one is reset, then all', async () => {
    const sheet = await openSheet(page);
    await sheet.getByRole('button', { name: /^Back to the default of “Dock or undock”/ }).click();
    await expect(keysOf(sheet, 'Dock or undock')).toHaveAccessibleName(/: D\./);
    await expect(keysOf(sheet, 'Duplicate')).toHaveAccessibleName(/No shortcut/);
    await sheet.getByRole('button', { name: 'Reset all' }).click();
    await expect(keysOf(sheet, 'Duplicate')).toHaveAccessibleName(/Ctrl D/);
    await expect(keysOf(sheet, 'Add a layer after the selection')).toHaveAccessibleName(/: A\./);
    await expect(sheet.getByRole('button', { name: 'Reset all' })).toBeDisabled();
    await expect.poll(kept).toEqual({});
  });
});

test('the history lists the steps, and goes to any of them by pointer and by keys', async ({ app, page }) => {
  await page.goto(app.address);
  await openTemplate(page, /^Open LeNet-5/);
  await setField(page, 'c1', 'Filters', '12');
  await layer(page, 'c3').click();
  await page.keyboard.press('Delete');
  await expect(layer(page, 'c3')).toHaveCount(0);
  await page.keyboard.press('Control+Shift+h');
  const steps = page.getByRole('listbox', { name: 'Steps, oldest first' });
  await expect(steps).toBeFocused();
  await expect(steps.getByRole('option')).toHaveCount(3);
  await expect(steps.getByRole('option', { selected: true })).toContainText('Delete');

  await page.keyboard.press('ArrowUp');
  await expect(layer(page, 'c3')).toBeVisible();
  await expect(steps.getByRole('option', { selected: true })).toContainText('Change Filters of c1');
  await steps.getByRole('option', { name: 'As it was opened' }).click();
  await expect(layer(page, 'c1')).toHaveAccessibleName(/output 28×28×6/);
  await page.keyboard.press('End');
  await expect(layer(page, 'c3')).toHaveCount(0);
  // Undo goes on working under it.
  await page.keyboard.press('Control+z');
  await expect(layer(page, 'c3')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(steps).toBeHidden();

  // The narrowest window has room for them all.
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(page.getByRole('button', { name: /^Redo/ })).toBeVisible();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(steps.getByRole('option', { selected: true })).toContainText('Change Filters of c1');
  await page.getByRole('button', { name: 'History' }).click();
  await expect(steps).toBeHidden();
});

test('what is typed while the palette is being fetched is for the palette', async ({ app, page }) => {
  let arrive = () => {};
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/command-palette-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(app.address);
  await page.getByText('LeNet-5', { exact: true }).first().click();
  const layers = page.getByRole('article');
  await expect(layers.first()).toBeVisible();
  const before = await layers.count();
  await page.getByRole('application').focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Delete');
  await page.keyboard.type('narc');
  await page.keyboard.press('Backspace');
  arrive();
  await expect(page.getByRole('dialog').getByRole('combobox')).toHaveValue('nar');
  await page.keyboard.press('Escape');
  await expect(layers).toHaveCount(before);
  await expect(page.getByRole('note')).toHaveCount(0);
});
