/**
 * Makes `docs/screenshots/`: every screen in both themes, both languages and two window sizes.
 *
 *   npm run screenshots
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import config from '../playwright.config.ts';
import { hostEnvironment } from '../src/host/environment.ts';
import { startLoopback } from '../src/host/loopback/server.ts';
import { drawOne, layer, openTemplate, saveAs, setField, step, train } from './testing/screens.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const target = path('../docs/screenshots/');
const folder = await mkdtemp(join(tmpdir(), 'stride-screens-'));
const settings = join(folder, 'settings');

const variants = [
  { theme: 'light', locale: 'en', width: 1440, height: 900 },
  { theme: 'dark', locale: 'en', width: 1440, height: 900 },
  { theme: 'light', locale: 'fr', width: 1440, height: 900 },
  { theme: 'dark', locale: 'fr', width: 1280, height: 800 },
  { theme: 'light', locale: 'en', width: 1280, height: 800 },
] as const;

type Variant = (typeof variants)[number];

const env = hostEnvironment({
  kind: 'loopback',
  version: '0.0.0',
  variables: { STRIDE_HOME: settings, STRIDE_PROJECTS: join(folder, 'Stride') },
  home: folder,
});
const server = await startLoopback({ env, folder: process.env.STRIDE_PAGE ?? path('../dist/renderer/') });
const browser = await chromium.launch(config.use?.launchOptions ?? {});

try {
  await mkdir(target, { recursive: true });
  await mkdir(settings, { recursive: true });
  await prepareProjects(browser);
  for (const variant of variants) {
    await photograph(browser, variant);
    // What a variant left unsaved is no part of the next one's start screen.
    await rm(join(settings, 'drafts'), { recursive: true, force: true });
  }
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

async function openPage(on: Browser, { theme, locale, width, height }: Variant): Promise<Page> {
  await writeFile(join(settings, 'preferences.json'), JSON.stringify({ theme, locale }));
  const page = await on.newPage({ viewport: { width, height }, locale });
  await page.goto(server.address);
  return page;
}

/** Networks for the list of recent files: one trained, one large, one with an error. */
async function prepareProjects(on: Browser): Promise<void> {
  const page = await openPage(on, variants[0]);
  const again = async (title: RegExp) => {
    await page.getByRole('button', { name: 'Back to the start screen' }).click();
    await openTemplate(page, title);
  };
  await openTemplate(page, /^Open ResNet-50/);
  await saveAs(page, 'resnet-50.stride');
  await again(/^Open Cats and Dogs, 2 blocks/);
  await layer(page, 'conv2d').click();
  await setField(page, 'conv2d', 'Kernel, height', '200');
  await saveAs(page, 'cats-and-dogs.stride');
  await again(/^Open LeNet-5/);
  await train(page, 12, 0.003);
  await expect(page.getByRole('region', { name: 'Training' })).toContainText('Finished', { timeout: 600_000 });
  await step(page, 'Evaluate').click();
  await expect(page.getByRole('table', { name: 'Confusion matrix' })).toBeVisible();
  await saveAs(page, 'lenet-5.stride');
  await page.close();
}

async function photograph(on: Browser, variant: Variant): Promise<void> {
  const page = await openPage(on, variant);
  const french = variant.locale === 'fr';
  const shoot = async (screen: string) => {
    // Panels and charts come to rest.
    await page.waitForTimeout(900);
    const name = `${screen}-${variant.theme}-${variant.locale}-${variant.width}.png`;
    await page.screenshot({ path: join(target, name) });
    console.log(name);
  };
  const home = () => page.getByRole('banner').getByRole('button').first().click();
  const openCard = async (title: string) => {
    await page.getByRole('button', { name: new RegExp(`${french ? 'Ouvrir' : 'Open'} ${title}, \\d`) }).click();
    await page.getByRole('application').first().waitFor();
    await page.waitForTimeout(1500);
  };

  await expect(page.getByText('138', { exact: false }).first()).toBeVisible();
  await page.waitForTimeout(4000);
  await shoot('start');
  await openCard('InceptionV3');
  await shoot('overview');
  const command = async (name: string) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('combobox')).toBeFocused();
    await page.keyboard.type(name);
    await expect(page.getByRole('option', { selected: true })).toContainText(name);
    await page.keyboard.press('Enter');
  };
  await command(french ? 'Replier tous les groupes' : 'Collapse all groups');
  await page.waitForTimeout(3000);
  await shoot('groups');
  await home();
  await openCard('ResNet-34');
  await command(french ? 'Comparer avec' : 'Compare with');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('ResNet-18');
  await page.keyboard.press('Enter');
  await page.getByText('ResNet-18').first().waitFor();
  await page.waitForTimeout(1500);
  await shoot('compare');
  await page.keyboard.press('Escape');
  await home();
  await openCard('LeNet-5');
  await layer(page, 'c3').click();
  await shoot('define');
  await page.keyboard.press('Control+k');
  await shoot('palette');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: french ? 'Temps' : 'Time', exact: true }).click();
  await page.getByRole('button', { name: french ? 'Mesurer' : 'Measure', exact: true }).click();
  await page.getByRole('button', { name: french ? 'Mesurer à nouveau' : 'Measure again' }).waitFor();
  await shoot('time');
  await page.getByRole('radio', { name: 'Params', exact: true }).click();
  await page.getByRole('textbox', { name: french ? 'Noyau, hauteur' : 'Kernel, height' }).fill('20');
  await page.getByRole('contentinfo').last().getByRole('button').first().click();
  await shoot('errors');
  await page.keyboard.press('Escape');
  await layer(page, 'c1').click();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+2');
  await shoot('compile');
  const show = async (name: string) => {
    await page.getByRole('radio', { name, exact: true }).click();
    await page.waitForTimeout(2500);
  };
  await show(french ? 'Données' : 'Data');
  await shoot('data');
  await show(french ? 'Réseau' : 'Network');
  await page.keyboard.press('Control+Enter');
  await page.waitForTimeout(20_000);
  await shoot('train');
  await show('Gradients');
  await shoot('gradients');
  await show(french ? 'Courbes' : 'Charts');
  await shoot('charts');
  await show(french ? 'Inspecter' : 'Inspect');
  await shoot('inspect');
  await home();
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /^LeNet-5.*%/ })
    .first()
    .click();
  await page.getByRole('application').first().waitFor();
  await page.keyboard.press('Control+4');
  await page.getByRole('table').first().waitFor();
  await shoot('evaluate');
  await show(french ? 'Essais' : 'Runs');
  await shoot('runs');
  await page.keyboard.press('Control+5');
  const pad = page.getByRole('img', { name: french ? /dessin/i : /^Drawing pad/ }).first();
  await drawOne(page, pad);
  await shoot('predict');
  await page
    .getByRole('banner')
    .getByRole('button', { name: french ? 'Exporter' : 'Export', exact: true })
    .click();
  await shoot('export');
  await page.close();
}
