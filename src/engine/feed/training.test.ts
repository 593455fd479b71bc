import { afterEach, describe, expect, it } from 'vitest';
import { firstSteps } from '../../core/augment/steps.ts';
import type { Dataset } from '../data/dataset.ts';
import { createNodeEngine } from '../node/engine.ts';
import type { Engine } from '../protocol.ts';
import { stripes } from '../testing/datasets.ts';
import { networkOf } from '../testing/networks.ts';
import { complete, requestOf } from '../testing/runs.ts';
import { createSameThreadEngine } from '../testing/same-thread.ts';

const engines: Engine[] = [];
const kept = (engine: Engine): Engine => {
  engines.push(engine);
  return engine;
};
afterEach(() => {
  for (const engine of engines.splice(0)) engine.destroy();
});

const { translation, brightness } = firstSteps;
const augmentation = { steps: [translation, brightness], fill: 'nearest' as const, fillValue: 0 };

describe('training on augmented pictures', () => {
  it('gives the same losses on this thread and with threads that make batches ready, and other ones than without', async () => {
    const request = () => requestOf({}, { augmentation, epochs: 2 });
    const here = await complete(kept(createSameThreadEngine()), request());
    const threaded = await complete(kept(createNodeEngine()), request());
    expect(here.outcome).toMatchObject({ reason: 'completed', leakedTensors: 0 });
    expect(threaded.losses).toEqual(here.losses);
    const plain = await complete(kept(createSameThreadEngine()), requestOf({}, { epochs: 2 }));
    expect(plain.losses).not.toEqual(here.losses);
  }, 60_000);

  it('goes on from a snapshot within an epoch as if it had never stopped', async () => {
    const whole = await complete(kept(createSameThreadEngine()), requestOf({}, { augmentation, epochs: 2 }));
    const stopped = await complete(
      kept(createSameThreadEngine()),
      requestOf({}, { augmentation, epochs: 2 }),
      (event, run) => {
        if (event.type === 'batch' && event.report.totalSteps >= 2) void run.stop();
      },
    );
    const { last } = stopped.outcome;
    if (!last?.partial) throw new Error('the run was not stopped within an epoch');
    const rest = await complete(
      kept(createSameThreadEngine()),
      requestOf({ snapshot: last }, { augmentation, epochs: 2 }),
    );
    expect(rest.losses).toEqual(whole.losses.slice(-rest.losses.length));
  }, 60_000);

  it('is refused for samples that are no pictures', async () => {
    const series: Dataset = { ...stripes(), title: 'Waves', sampleShape: [8, 8] };
    const network = networkOf([64], [{ class: 'Dense', name: 'out', config: { units: 4, activation: 'softmax' } }]);
    const { outcome } = await complete(
      kept(createSameThreadEngine()),
      requestOf({ dataset: series, network }, { augmentation }),
    );
    expect(outcome.failure).toEqual({
      code: 'data-mismatch',
      message: 'Waves has samples of 8×8; only pictures (height×width×channels) can be augmented.',
    });
  });
});
