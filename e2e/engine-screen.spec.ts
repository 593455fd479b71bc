import type { Page } from '@playwright/test';
import { mainThreadTasks } from './engine/main-thread.ts';
import { withPlainTabs } from './engine/tabs.ts';
import { expect, test } from './testing/app.ts';
import { openTemplate, train } from './testing/screens.ts';

/** Starts LeNet-5 on the digits, for longer than any test takes. */
async function trainLenet(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await openTemplate(page, /^Open LeNet-5/);
  await train(page, 500);
}

/** The epoch that the screen says is being trained. */
async function epochShown(page: Page): Promise<number> {
  const text = await page.getByRole('region', { name: 'Training' }).textContent();
  return Number(/Epoch (\d+)/.exec(text ?? '')?.[1] ?? Number.NaN);
}

async function expectEpochs(page: Page, more: number): Promise<void> {
  const before = await epochShown(page);
  await expect.poll(() => epochShown(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(before + more);
}

test('while the app trains, no task of its main thread takes 50 ms of processor time', async ({
  app,
  page,
  browser,
}) => {
  await trainLenet(page, app.address);
  const { count, long, busiest } = await mainThreadTasks(browser, page, () => expectEpochs(page, 3));
  console.log(`${count} tasks, the busiest ${busiest.toFixed(1)} ms of processor time`);
  console.log(`${long.length} lasted over 50 ms from start to end, waiting for a processor included: ${long} ms`);
  expect(count).toBeGreaterThan(100);
  expect(busiest).toBeLessThan(50);
});

test('training goes on in a tab that another one hides', async ({ app }) => {
  await withPlainTabs(async (context) => {
    const page = await context.newPage();
    await page.setViewportSize({ width: 1440, height: 900 });
    await trainLenet(page, app.address);
    await context.newPage();
    await page.waitForFunction(() => document.visibilityState === 'hidden', null, { polling: 100 });
    await page.evaluate(() => {
      requestAnimationFrame(() => {
        document.body.dataset.drawn = 'while hidden';
      });
    });
    await expectEpochs(page, 2);
    expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
    // Nothing was drawn meanwhile: what goes on does so without animation frames.
    expect(await page.evaluate(() => document.body.dataset.drawn)).toBeUndefined();
  });
});
