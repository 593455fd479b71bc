import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './testing/app.ts';
import { layer, openTemplate, step } from './testing/screens.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Serious faults by the rules of WCAG 2.2 AA, one line each, with where they are. */
async function faults(page: Page): Promise<string[]> {
  // By the debugger: the page's own policy lets no foreign script in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
}

for (const theme of ['light', 'dark'] as const) {
  test(`no serious accessibility fault on any screen, ${theme}`, async ({ app, page }) => {
    await mkdir(app.settings, { recursive: true });
    await writeFile(join(app.settings, 'preferences.json'), JSON.stringify({ theme }));
    // Colours in the middle of a transition are nobody's to judge.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(app.address);
    await expect(page.getByRole('button', { name: /^Open VGG-16/ })).toContainText('138.36');
    const check = async (screen: string) => expect.soft(await faults(page), screen).toEqual([]);
    await check('start');
    await openTemplate(page, /^Open LeNet-5/);
    await layer(page, 'c3').click();
    await check('define');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await check('palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+s');
    await page.getByRole('dialog').waitFor();
    await check('save');
    await page.keyboard.press('Escape');
    for (const name of ['Compile', 'Train', 'Evaluate', 'Predict']) {
      await step(page, name).click();
      await expect(page.getByText('Loading…')).toHaveCount(0);
      await check(name);
    }
  });
}
