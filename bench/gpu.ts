import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launchOptions } from '../e2e/engine/launch.ts';
import { serveEnginePage } from '../e2e/engine/serve.ts';
import type { BenchRow } from './bench.ts';
import type { NetworkName } from './networks.ts';
import type { GpuAnswer, GpuQuestion } from './page/race.ts';

export const name = `Training on WebGL and WebGPU in Chromium, batch 64, Adam, each against plain tfjs's model.fit
Both in a worker, each in a browser of its own, in turn, the better of the rounds; without a GPU the processor draws.
STRIDE_ONLY: one of the networks; STRIDE_BACKEND: one of the backends`;

const batchSize = 64;
const rounds = 2;

/** Steps an epoch: enough to last some seconds, where the processor draws. */
const steps: Readonly<Record<NetworkName, number>> = { 'LeNet-5': 4, 'small VGG': 1 };

export async function run(): Promise<readonly BenchRow[]> {
  const served = await serveEnginePage(fileURLToPath(new URL('page/', import.meta.url)));
  const { STRIDE_ONLY, STRIDE_BACKEND } = process.env;
  try {
    const rows: BenchRow[] = [];
    for (const network of ['LeNet-5', 'small VGG'] as const) {
      if (STRIDE_ONLY !== undefined && STRIDE_ONLY !== network) continue;
      for (const backend of ['webgl', 'webgpu'] as const) {
        if (STRIDE_BACKEND !== undefined && STRIDE_BACKEND !== backend) continue;
        rows.push(await compare(served.address, backend, network));
      }
    }
    return rows;
  } finally {
    await served.close();
  }
}

async function compare(address: string, backend: GpuQuestion['backend'], network: NetworkName): Promise<BenchRow> {
  const answers: Record<GpuQuestion['side'], GpuAnswer[]> = { plain: [], stride: [] };
  for (let round = 0; round < rounds; round++)
    for (const side of ['plain', 'stride'] as const)
      answers[side].push(await ask(address, { side, backend, network, batchSize, steps: steps[network] }));
  const [plain, stride] = [best(answers.plain), best(answers.stride)];
  return {
    network,
    backend,
    'images/s, tfjs': tenths(plain.imagesPerSecond),
    'images/s': tenths(stride.imagesPerSecond),
    faster: hundredths(stride.imagesPerSecond / plain.imagesPerSecond),
    'first step, tfjs, s': hundredths(plain.firstStepMilliseconds / 1000),
    'first step, s': hundredths(stride.firstStepMilliseconds / 1000),
    'share of its time': hundredths(stride.firstStepMilliseconds / plain.firstStepMilliseconds),
    'kernels, tfjs': plain.kernels,
    kernels: stride.kernels,
    'programs, tfjs': plain.programs,
    programs: stride.programs,
    'share of its programs': hundredths(stride.programs / plain.programs),
    'loop over bare step, %': tenths((stride.bareImagesPerSecond / stride.imagesPerSecond - 1) * 100),
  };
}

/** A fresh browser: its graphics process keeps the programs that it has compiled. */
async function ask(address: string, question: GpuQuestion): Promise<GpuAnswer> {
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(message.text());
    });
    await page.goto(address);
    await page.waitForFunction(() => 'race' in window);
    return await page.evaluate((asked) => window.race(asked), question);
  } finally {
    await browser.close();
  }
}

function best(answers: readonly GpuAnswer[]): GpuAnswer {
  const [first] = answers;
  if (first === undefined) throw new Error('nothing was measured');
  const least = (pick: (answer: GpuAnswer) => number): number => Math.min(...answers.map(pick));
  const most = (pick: (answer: GpuAnswer) => number): number => Math.max(...answers.map(pick));
  return {
    ...first,
    firstStepMilliseconds: least((answer) => answer.firstStepMilliseconds),
    imagesPerSecond: most((answer) => answer.imagesPerSecond),
    bareImagesPerSecond: most((answer) => answer.bareImagesPerSecond),
  };
}

const tenths = (n: number): number => Math.round(n * 10) / 10;
const hundredths = (n: number): number => Math.round(n * 100) / 100;
