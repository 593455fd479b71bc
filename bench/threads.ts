import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from '../e2e/engine/launch.ts';
import { serveEnginePage } from '../e2e/engine/serve.ts';
import type { BenchRow } from './bench.ts';
import type { NetworkName } from './networks.ts';

export const name = `Training on WASM in a page, one and two threads, batch 64, Adam: images a second by the clock
Each in turn, in short slices of one run, in one worker. tfjs-layers (trainOnBatch) on one thread, the kernels that wasm lacks
as plain loops; Stride on one thread and on two. Same weights: bit by bit after the same steps. STRIDE_ONLY: one network`;

const steps: Readonly<Record<NetworkName, number>> = {
  'LeNet-5': 10,
  'small VGG': 1,
  'small MobileNet': 1,
  'small ResNet': 1,
};

export async function run(): Promise<readonly BenchRow[]> {
  const served = await serveEnginePage(fileURLToPath(new URL('threads-page/', import.meta.url)));
  const browser = await chromium.launch(launchOptions);
  const rows: BenchRow[] = [];
  try {
    for (const network of ['LeNet-5', 'small VGG', 'small MobileNet', 'small ResNet'] as const) {
      const { STRIDE_ONLY } = process.env;
      if (STRIDE_ONLY !== undefined && STRIDE_ONLY !== network) continue;
      const page = await browser.newPage();
      await page.goto(served.address);
      await page.waitForFunction(() => 'contest' in window);
      const asked = { network, batchSize: 64, steps: steps[network], slices: steps[network] > 1 ? 7 : 3 };
      const standings = await page.evaluate((what) => window.contest(what), asked);
      const [loops, one, two] = standings;
      for (const { who, imagesPerSecond } of standings)
        rows.push({
          network,
          who,
          'images/s': Math.round(imagesPerSecond),
          'of tfjs, loops': tenths(imagesPerSecond / (loops?.imagesPerSecond ?? Number.NaN)),
          'of one thread': tenths(imagesPerSecond / (one?.imagesPerSecond ?? Number.NaN)),
          'same weights': who.startsWith('Stride') ? String(one?.weights === two?.weights) : '',
        });
      await page.close();
    }
  } finally {
    await browser.close();
    await served.close();
  }
  return rows;
}

const tenths = (n: number): number => Math.round(n * 10) / 10;
