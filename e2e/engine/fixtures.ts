import { test as base } from '../testing/app.ts';
import type { Trial, TrialReport } from './page/main.ts';
import { type EnginePage, serveEnginePage } from './serve.ts';

interface Fixtures {
  /** Opens a fresh page with the engine in it. */
  readonly open: () => Promise<void>;
  /** Trains in a fresh page. */
  readonly trial: (trial: Trial) => Promise<TrialReport>;
}

export const test = base.extend<Fixtures, { readonly enginePage: EnginePage }>({
  enginePage: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright reads the fixtures that are wanted from the pattern
    async ({}, use) => {
      const served = await serveEnginePage();
      await use(served);
      await served.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ page, enginePage }, use) => {
    await use(async () => {
      await page.goto(enginePage.address);
      await page.waitForFunction(() => 'proof' in window);
    });
  },
  trial: async ({ page, open }, use) => {
    await use(async (trial) => {
      await open();
      return page.evaluate((asked) => window.proof.train(asked), trial);
    });
  },
});
