import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../protocol.ts';
import { nodePlatform, startForTest } from '../testing/backends.ts';
import { stripes } from '../testing/datasets.ts';
import { type LayerSpec, networkOf } from '../testing/networks.ts';
import { requestOf } from '../testing/runs.ts';
import { Trainer } from './trainer.ts';

const settings = { epochs: 4, batchSize: 8, validationShare: 0, learningRate: 0.01 };

const network = (between: readonly LayerSpec[] = []) =>
  networkOf(
    [8, 8, 1],
    [
      { class: 'Conv2D', name: 'conv', config: { filters: 4, kernel_size: [3, 3], trainable: false } },
      { class: 'BatchNormalization', name: 'bn', config: { trainable: false } },
      { class: 'ReLU', name: 'relu' },
      ...between,
      { class: 'Flatten', name: 'flat' },
      { class: 'Dense', name: 'out', config: { units: 4, activation: 'softmax' } },
    ],
  );

/** A run, and how often its convolution was computed. */
async function trained(
  of: ReturnType<typeof network>,
  changes: Parameters<typeof requestOf>[1] = {},
  watch: 'off' | 'on' = 'off',
) {
  const backend = await startForTest('cpu');
  const events: EngineEvent[] = [];
  const dataset = stripes({ train: 32, validation: 16 });
  const request = {
    ...requestOf({ network: of, dataset, backend: 'cpu' }, { ...settings, ...changes }),
    ...(watch === 'off' ? { watch: { kind: 'off' } as const } : { watch: { kind: 'steps', every: 1 } as const }),
    paused: false,
    since: 0,
  };
  const { kernels } = await tf.profile(async () => {
    await new Trainer(request, backend, (event) => events.push(event), nodePlatform.breathe).run();
    return [];
  });
  return {
    convolutions: kernels.filter(({ name }) => name === 'Conv2D' || name === 'FusedConv2D').length,
    losses: events.flatMap((event) => (event.type === 'epoch' ? [event.report.loss, event.report.valLoss] : [])),
    told: events.filter((event) => event.type === 'baseKept').map(({ bytes }) => bytes),
    finished: events.find((event) => event.type === 'finished'),
  };
}

describe('what a frozen base gives', () => {
  it('is computed once for each sample, and the losses are those of computing it each time', async () => {
    const [kept, drawing] = [
      await trained(network()),
      await trained(network([{ class: 'GaussianNoise', name: 'noise', config: { stddev: 0 } }])),
    ];
    // 32 samples to train on and 16 to validate on, in eights.
    expect(kept.convolutions).toBe(6);
    expect(kept.told).toEqual([48 * 6 * 6 * 4 * 4]);
    expect(drawing.told).toEqual([]);
    expect(kept.losses).toHaveLength(8);
    // Noise that changes nothing, but is drawn: the base runs at each step, and once more for each split to find that out.
    expect(drawing.convolutions).toBe(4 * 6 + 2);
    expect(drawing.losses).toEqual(kept.losses);
    expect(kept.finished).toMatchObject({ outcome: { reason: 'completed', leakedTensors: 0 } });
    expect(drawing.finished).toMatchObject({ outcome: { leakedTensors: 0 } });
  });

  it('is computed again where its layers are watched, and gives the same', async () => {
    const [kept, watched] = [await trained(network()), await trained(network(), {}, 'on')];
    expect(watched.convolutions).toBe(4 * 4 + 2);
    expect(watched.losses).toEqual(kept.losses);
  });

  it('is computed at each step of augmented samples, and once to validate', async () => {
    const augmentation = {
      steps: [{ kind: 'horizontalFlip' as const, probability: 0.5 }],
      fill: 'reflect' as const,
      fillValue: 0,
    };
    const { convolutions, told } = await trained(network(), { augmentation });
    expect(convolutions).toBe(4 * 4 + 2);
    expect(told).toEqual([16 * 6 * 6 * 4 * 4]);
  });

  it('is kept by nobody without a frozen base', async () => {
    const own = networkOf(
      [8, 8, 1],
      [
        { class: 'Flatten', name: 'flat' },
        { class: 'Dense', name: 'out', config: { units: 4, activation: 'softmax' } },
      ],
    );
    const { told } = await trained(own);
    expect(told).toEqual([]);
  });
});
