import { afterAll, describe, expect, test } from 'vitest';
import { bytesOf } from '../data/testing/contents.ts';
import { stripes } from '../testing/datasets.ts';
import { networkOf } from '../testing/networks.ts';
import { complete, requestOf, settingsOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';
import type { FindRateRequest } from './find-rate-messages.ts';

const engine = createSameThreadEngine();
afterAll(() => engine.destroy());

const dataset = stripes({ train: 64, validation: 16 });
const linear = networkOf([8, 8, 1], [{ class: 'Flatten' }, { class: 'Dense', config: { units: 4 } }]);
/** The whole set in each batch: the loss is a quadratic function of the weights. */
const settings = settingsOf({ loss: 'meanSquaredError', optimizer: 'sgd', batchSize: 64, metrics: [], epochs: 40 });

const request = (changes: Partial<FindRateRequest> = {}): FindRateRequest => ({
  network: linear,
  settings,
  dataset,
  backend: 'wasm',
  lowest: 1e-6,
  highest: 10,
  steps: 140,
  ...changes,
});

/** Largest eigenvalue of the inputs' second moments, a column of ones for the bias among them: by power iteration. */
function largestCurvature(): number {
  const bytes = bytesOf(dataset, 'train');
  const rows = Array.from({ length: 64 }, (_, i) =>
    [...bytes.subarray(i * 64, (i + 1) * 64)].map((b) => b / 255).concat(1),
  );
  let direction = Array.from({ length: 65 }, () => 1);
  let eigenvalue = 0;
  for (let round = 0; round < 200; round++) {
    const next = Array.from({ length: 65 }, () => 0);
    for (const row of rows) {
      const along = row.reduce((sum, x, i) => sum + x * (direction[i] ?? 0), 0);
      row.forEach((x, i) => {
        next[i] = (next[i] ?? 0) + (x * along) / rows.length;
      });
    }
    eigenvalue = Math.hypot(...next);
    direction = next.map((value) => value / eigenvalue);
  }
  return eigenvalue;
}

/**
 * Gradient descent on a quadratic is stable below 2 over its largest curvature. Mean over samples and over 4 outputs of
 * (w·x − t)²: the curvature of each output's weights is 2/4 of the second moments'.
 */
const limit = 2 / ((2 / 4) * largestCurvature());

describe('the learning-rate finder', () => {
  test('on a linear model, stays below the rate where descent is known to be unstable, and near it', async () => {
    const { points, suggestion, blewUp } = await engine.findRate(request()).result;
    expect(blewUp).toBe(true);
    const highest = points.at(-1)?.rate ?? 0;
    expect(highest).toBeGreaterThan(limit);
    expect(highest).toBeLessThan(10 * limit);
    for (const rate of [suggestion?.steepest, suggestion?.tenth]) {
      expect(rate).toBeGreaterThan(limit / 50);
      expect(rate).toBeLessThan(limit);
    }
  });

  test('what it suggests trains; three times the known limit diverges', async () => {
    const { suggestion } = await engine.findRate(request()).result;
    const learningRate = suggestion?.steepest ?? 0;
    const good = await complete(engine, requestOf({ network: linear, dataset }, { ...settings, learningRate }));
    expect(good.losses.at(-2)).toBeLessThan(0.5 * (good.losses[0] ?? 0));
    const wild = await complete(
      engine,
      requestOf({ network: linear, dataset }, { ...settings, learningRate: 3 * limit }),
    );
    expect(wild.losses.at(-2)).toBeGreaterThan(100 * (wild.losses[0] ?? 0));
  });

  test('begins with the weights it is given, and tells how far it is', async () => {
    const trained = await complete(
      engine,
      requestOf({ network: linear, dataset }, { ...settings, learningRate: limit / 3 }),
    );
    const weights = trained.outcome.last?.weights ?? [];
    const told: number[] = [];
    const { points } = await engine.findRate(request({ weights, steps: 10 }), (done) => told.push(done)).result;
    // The loss before its first step is the one that those weights have.
    const figures = { network: linear, weights, dataset, backend: 'wasm', batchSize: 64 } as const;
    const { loss } = await engine.evaluate({ ...figures, split: 'train', loss: 'meanSquaredError' });
    expect(points[0]?.loss).toBeCloseTo(loss, 5);
    expect(told.at(-1)).toBe(1);
    expect(told).toHaveLength(10);
  });

  test('can be cancelled, and is refused beside a run', async () => {
    const handle = engine.findRate(request({ steps: 100_000, highest: 1e-5 }), () => handle.cancel());
    await expect(handle.result).rejects.toMatchObject({ failure: { code: 'cancelled' } });
    let beside: Promise<unknown> | null = null;
    await complete(engine, requestOf(), (event) => {
      if (event.type === 'started') beside = engine.findRate(request()).result.catch((error: unknown) => error);
    });
    expect(await beside).toMatchObject({ failure: { code: 'busy' } });
  });
});
