import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { firstSteps } from '../../core/augment/steps.ts';

import { createBatchFeed } from '../feed/batch-feed.ts';
import { threadHere } from '../feed/testing/threads.ts';
import type { WorkerPort } from '../port.ts';
import { startForTest } from '../testing/backends.ts';
import { stripes } from '../testing/datasets.ts';
import { chooseSamples } from './choose-samples.ts';
import { EpochBatches } from './epoch-batches.ts';

const shape = [8, 8, 1];
const dataset = stripes({ train: 20 });
const { train } = chooseSamples(dataset, 0, 7);
const { translation, brightness } = firstSteps;
const augmentation = { steps: [translation, brightness], fill: 'nearest' as const, fillValue: 0 };

/** Four batches of five an epoch, made ready on threads that note which epoch each was of. */
function started() {
  const asked: number[] = [];
  const spawn = (): WorkerPort => {
    const port = threadHere();
    return {
      ...port,
      post: (message, transfer) => {
        if (isJob(message)) asked.push(message.job.epoch);
        port.post(message, transfer);
      },
    };
  };
  const feed = createBatchFeed(train, shape, { augmentation, seed: 7, threads: { spawn, most: 2 } });
  const batches = new EpochBatches(feed, { count: train.indices.length, seed: 7 });
  open.push(batches);
  return { batches, asked };
}

const isJob = (message: unknown): message is { job: { epoch: number } } =>
  typeof message === 'object' && message !== null && 'job' in message;

const open: EpochBatches[] = [];
afterEach(() => {
  for (const batches of open.splice(0)) batches.close();
});
beforeAll(async () => {
  await startForTest('cpu');
});

async function pixelsAt(batches: EpochBatches, epoch: number, step: number, batchSize = 5, lastEpoch = 3) {
  const batch = await batches.take({ epoch, step, batchSize, lastEpoch }, null);
  try {
    return [...(await batch.x.data())];
  } finally {
    batch.dispose();
  }
}

async function epochOf(batches: EpochBatches, epoch: number, batchSize = 5) {
  const steps = Array.from({ length: 20 / batchSize }, (_, step) => step);
  const taken: number[][] = [];
  for (const step of steps) taken.push(await pixelsAt(batches, epoch, step, batchSize));
  return taken;
}

describe('batches of epochs one after the other', () => {
  it('of the next epoch are made ready while the last of this one are taken, and none after the last epoch', async () => {
    const { batches, asked } = started();
    await pixelsAt(batches, 1, 0);
    expect(asked).toEqual([1, 1, 1, 1]);
    await pixelsAt(batches, 1, 1);
    expect(asked).toEqual([1, 1, 1, 1, 2]);
    await pixelsAt(batches, 1, 2);
    await pixelsAt(batches, 1, 3);
    expect(asked).toEqual([1, 1, 1, 1, 2, 2, 2]);
    await epochOf(batches, 2);
    await epochOf(batches, 3);
    expect(asked).toEqual([1, 2, 3].flatMap((epoch) => [epoch, epoch, epoch, epoch]));
  });

  it('hold what each epoch holds when it is opened by itself, begun within or in another size', async () => {
    const whole = started().batches;
    const epochs = [await epochOf(whole, 1), await epochOf(whole, 2), await epochOf(whole, 3)];
    expect(epochs[1]).not.toEqual(epochs[0]);
    for (const epoch of [1, 2, 3]) {
      expect(await epochOf(started().batches, epoch)).toEqual(epochs[epoch - 1]);
    }
    expect(await pixelsAt(started().batches, 2, 3)).toEqual(epochs[1]?.[3]);
    const resized = started().batches;
    await epochOf(resized, 1);
    expect((await epochOf(resized, 2, 10)).flat()).toEqual(epochs[1]?.flat());
    expect(await epochOf(resized, 3)).toEqual(epochs[2]);
  });

  it('leave no tensors', async () => {
    const before = tf.memory().numTensors;
    await epochOf(started().batches, 1);
    expect(tf.memory().numTensors).toBe(before);
  });
});
