import { chromium } from '@playwright/test';
import { launchOptions } from '../e2e/engine/launch.ts';
import type { Trial } from '../e2e/engine/page/main.ts';
import { serveEnginePage } from '../e2e/engine/serve.ts';
import type { BenchRow } from './bench.ts';

export const name = `A run of LeNet-5, batch 8, Adam, whose device is lost or whose worker dies after its second epoch, in Chromium
From the accident to the first step that the page hears of again: new worker, backend, weights, optimizer's state; asked: 2 s`;

const accidents = [
  { backend: 'wasm', kind: 'worker ended' },
  { backend: 'webgl', kind: 'device lost' },
  { backend: 'webgl', kind: 'device fails' },
] as const;

export async function run(): Promise<readonly BenchRow[]> {
  const served = await serveEnginePage();
  const browser = await chromium.launch(launchOptions);
  try {
    const rows: BenchRow[] = [];
    for (const { backend, kind } of accidents) {
      const page = await browser.newPage();
      await page.goto(served.address);
      await page.waitForFunction(() => 'proof' in window);
      const settings = { epochs: 4, batchSize: 8, validationShare: 0, learningRate: 0.001 } as const;
      const whole: Trial = { backend, network: 'lenet', images: 32, settings };
      const [unbroken, broken] = await page.evaluate(
        async ([plain, hurt]) => [await window.proof.train(plain), await window.proof.train(hurt)] as const,
        [whole, { ...whole, accident: { kind, afterEpoch: 2 } }] as const,
      );
      rows.push({
        backend,
        accident: kind,
        'start of a run, ms': Math.round(unbroken.startMilliseconds ?? Number.NaN),
        'goes on after, ms': Math.round(broken.recoveryMilliseconds ?? Number.NaN),
        'from step': broken.recoveries[0]?.fromStep ?? Number.NaN,
        'largest difference of losses': Math.max(
          ...unbroken.losses.map((loss, i) => Math.abs(loss - (broken.losses[i] ?? Number.NaN))),
        ).toExponential(1),
        reason: broken.recoveries[0]?.reason ?? broken.failure?.message ?? '',
      });
      await page.close();
    }
    return rows;
  } finally {
    await browser.close();
    await served.close();
  }
}
