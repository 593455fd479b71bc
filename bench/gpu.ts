import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { launchOptions } from '../e2e/engine/launch.ts';
import { serveEnginePage } from '../e2e/engine/serve.ts';
import type { BenchRow } from './bench.ts';
import type { NetworkName } from './networks.ts';
import type { Lap, LapReport, Racer } from './page/race.ts';

export const name = `Training on WebGL and WebGPU in Chromium, batch 64, Adam, each against plain tfjs's model.fit
Both in a worker, each in a browser of its own, their epochs in turn; Stride's epoch is a
whole run, with weights drawn and states kept. Where the processor draws, times are the browser's
processor time, of all its processes: a busy machine changes it little. STRIDE_ONLY: one of the networks;
STRIDE_BACKEND: one of the backends; STRIDE_CLOCK=wall: by the clock, as it has to be with a GPU`;

const batchSize = 64;
const rounds = 3;

/** Steps an epoch: enough to last some seconds, where the processor draws. */
const steps: Readonly<Record<NetworkName, number>> = {
  'LeNet-5': 4,
  'small VGG': 1,
  'small MobileNet': 1,
  'small ResNet': 1,
};

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

async function compare(address: string, backend: Racer['backend'], network: NetworkName): Promise<BenchRow> {
  const racer = { backend, network, batchSize, steps: steps[network] };
  const plain = await Track.open(address);
  const stride = await Track.open(address);
  try {
    const first = [
      await plain.lap({ ...racer, side: 'plain' }),
      await stride.lap({ ...racer, side: 'stride' }),
    ] as const;
    const [fits, loops, bares]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round <= rounds; round++) {
      const [fit, loop, bare] = [await plain.lap('epoch'), await stride.lap('epoch'), await stride.lap('bare')];
      // The first round is for what is compiled late.
      if (round === 0) continue;
      fits.push(fit.seconds);
      loops.push(loop.seconds);
      bares.push(bare.seconds);
    }
    const [fit, loop, bare] = [Math.min(...fits), Math.min(...loops), Math.min(...bares)];
    const counts = [await plain.lap('count'), await stride.lap('count')] as const;
    const images = batchSize * steps[network];
    return {
      network,
      backend,
      'images/s, tfjs': tenths(images / fit),
      'images/s': tenths(images / loop),
      faster: hundredths(fit / loop),
      'faster, bare step': hundredths(fit / bare),
      'first step, tfjs, s': hundredths(first[0].seconds),
      'first step, s': hundredths(first[1].seconds),
      'of its time': hundredths(first[1].seconds / first[0].seconds),
      'kernels, tfjs': counts[0].kernels,
      kernels: counts[1].kernels,
      'of its kernels': hundredths(counts[1].kernels / counts[0].kernels),
      'programs, tfjs': counts[0].programs,
      programs: counts[1].programs,
      'of its programs': hundredths(counts[1].programs / counts[0].programs),
      'loop over bare step, %': tenths((loop / bare - 1) * 100),
    };
  } finally {
    await plain.close();
    await stride.close();
  }
}

/** A browser of its own: the graphics process keeps the programs that it has compiled. */
class Track {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  static async open(address: string): Promise<Track> {
    const browser = await chromium.launch(launchOptions);
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => 'race' in window);
    return new Track(browser, page);
  }

  async lap(asked: Racer | Lap): Promise<LapReport & { readonly seconds: number }> {
    const before = await this.processorSeconds();
    const report = await this.page.evaluate((what) => window.race(what), asked);
    const used = (await this.processorSeconds()) - before;
    return { ...report, seconds: process.env.STRIDE_CLOCK === 'wall' ? report.milliseconds / 1000 : used };
  }

  close(): Promise<void> {
    return this.browser.close();
  }

  private async processorSeconds(): Promise<number> {
    const session = await this.browser.newBrowserCDPSession();
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  }
}

const tenths = (n: number): number => Math.round(n * 10) / 10;
const hundredths = (n: number): number => Math.round(n * 100) / 100;
