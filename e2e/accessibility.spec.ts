import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type App, expect, test } from './testing/app.ts';
import { faults } from './testing/faults.ts';
import { layer, openTemplate, step, train } from './testing/screens.ts';

/** What comes up over the canvas, by the name of its dialog, and the keys that bring it. */
const overlays = [
  { name: 'palette', open: (page: Page) => page.keyboard.press('Control+k') },
  { name: 'save', open: (page: Page) => page.keyboard.press('Control+Shift+s') },
  { name: 'open', open: (page: Page) => page.keyboard.press('Control+o') },
  { name: 'shortcuts', open: (page: Page) => page.keyboard.press('?') },
  { name: 'add a layer', open: (page: Page) => page.keyboard.press('a') },
  { name: 'connect', open: (page: Page) => page.keyboard.press('c') },
  { name: 'disconnect', open: (page: Page) => page.keyboard.press('Shift+c') },
  { name: 'export', open: (page: Page) => page.keyboard.press('Control+e') },
  { name: 'repeat', open: (page: Page) => byPalette(page, 'Repeat') },
  { name: 'training cost', open: (page: Page) => byPalette(page, 'Cost calculator') },
];

async function byPalette(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(command);
  await expect(page.getByRole('option', { selected: true })).toContainText(command, { timeout: 5000 });
  await page.keyboard.press('Enter');
}

async function start(app: App, page: Page, theme: 'light' | 'dark'): Promise<void> {
  await mkdir(app.settings, { recursive: true });
  await writeFile(join(app.settings, 'preferences.json'), JSON.stringify({ theme }));
  // Colours in the middle of a transition are nobody's to judge.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(app.address);
}

for (const theme of ['light', 'dark'] as const) {
  test(`no serious accessibility fault on any screen, ${theme}`, async ({ app, page }) => {
    await start(app, page, theme);
    await expect(page.getByRole('button', { name: /^Open VGG-16/ })).toContainText('138.36');
    const check = async (screen: string, within?: string) =>
      expect.soft(await faults(page, within), screen).toEqual([]);
    await check('start');
    await openTemplate(page, /^Open LeNet-5/);
    await layer(page, 'c3').click();
    await check('define');
    for (const { name, open } of overlays) {
      await page.getByRole('application').focus();
      await open(page);
      await expect(page.getByRole('dialog').last(), name).toBeVisible();
      await check(name, '[role=dialog]');
      while ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Control+Shift+h');
    await expect(page.getByRole('listbox')).toBeVisible();
    await check('history', '[role=listbox]');
    await page.keyboard.press('Escape');
    await layer(page, 'c3').click({ button: 'right' });
    await expect(page.getByRole('menu')).toBeVisible();
    await check('menu of a layer', '[role=menu]');
    await page.keyboard.press('Escape');
    for (const name of ['Compile', 'Train', 'Evaluate', 'Predict']) {
      await step(page, name).click();
      await expect(page.getByText('Loading…')).toHaveCount(0);
      await check(name);
    }
  });

  test(`no serious accessibility fault in the training studio, ${theme}`, async ({ app, page }) => {
    await start(app, page, theme);
    await openTemplate(page, /^Open LeNet-5/);
    const check = async (screen: string) => {
      await expect(page.getByText('Loading…')).toHaveCount(0);
      expect.soft(await faults(page), screen).toEqual([]);
    };
    const view = (name: string) => page.getByRole('radio', { name, exact: true }).click();
    await step(page, 'Compile').click();
    await view('Data');
    await expect(page.getByText('No sample lies twice, none is blank.')).toBeVisible();
    await check('data');
    await view('Network');
    await train(page, 2);
    await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 120_000 });
    await view('Gradients');
    await check('gradients on the canvas');
    await view('Charts');
    await check('charts');
    await view('Inspect');
    for (const tab of ['Feature maps', 'Window', 'Ideal image', 'Evidence', 'Shift']) {
      await view(tab);
      await check(tab);
    }
    await step(page, 'Evaluate').click();
    await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
    await check('results');
    await view('Runs');
    await expect(page.getByRole('table').first()).toBeVisible();
    for (const tab of ['Curves', 'Trade-off', 'Settings', 'Outcome', 'Structure', 'Search']) {
      await view(tab);
      await check(`runs: ${tab}`);
    }
  });
}
