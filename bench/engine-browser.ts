import { chromium, type Page } from '@playwright/test';
import { launchOptions } from '../e2e/engine/launch.ts';
import { serveEnginePage } from '../e2e/engine/serve.ts';
import type { BenchRow } from './bench.ts';

export const name = 'Training LeNet-5, batch 32, Adam, in Chromium, graphics drawn by the processor';

const batchSize = 32;

/** Steps an epoch: enough to last about a second, where a backend is that fast. */
const plan = { wasm: 40, cpu: 4, webgl: 6, webgpu: 2 } as const;

export async function run(): Promise<readonly BenchRow[]> {
  const served = await serveEnginePage();
  const browser = await chromium.launch(launchOptions);
  try {
    const rows: BenchRow[] = [];
    for (const backend of ['wasm', 'cpu', 'webgl', 'webgpu'] as const) {
      const page = await browser.newPage();
      await page.goto(served.address);
      await page.waitForFunction(() => 'proof' in window);
      rows.push(await measure(page, backend));
      await page.close();
    }
    return rows;
  } finally {
    await browser.close();
    await served.close();
  }
}

/** The first epoch warms up: it compiles the shaders. */
async function measure(page: Page, backend: keyof typeof plan): Promise<BenchRow> {
  const settings = { epochs: 3, batchSize, validationShare: 0, learningRate: 0.001 } as const;
  const report = await page.evaluate((trial) => window.proof.train(trial), {
    backend,
    network: 'lenet',
    images: batchSize * plan[backend],
    settings,
  } as const);
  const [first = 0, ...later] = report.samplesPerSecond;
  const speed = Math.max(...later);
  return {
    backend,
    device: report.device?.device ?? report.failure?.message ?? '',
    'start, ms': Math.round(report.startMilliseconds ?? Number.NaN),
    'images/s, first epoch': Math.round(first),
    'images/s': Math.round(speed * 10) / 10,
    'ms a step': Math.round((1000 * batchSize) / speed),
    'tensors left': report.leakedTensors,
  };
}
