import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { firstSteps } from '../../core/augment/steps.ts';
import type { Samples } from '../data/dataset.ts';
import { nodeFeeders } from '../node/threads.ts';
import { createFeeder, type FeederThreads } from './feeder.ts';
import type { Fed, FeedJob, FeedSource } from './source.ts';
import { dyingThread, threadHere } from './testing/threads.ts';

const count = 24;
const [height, width] = [6, 5];
const size = height * width;
const bytes = Uint8Array.from({ length: count * size }, (_, i) => (i * 37) % 256);
const classes = bytes.map((value) => (value > 100 ? 1 : 0));
const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
shared.set(bytes);

const folder = mkdtempSync(join(tmpdir(), 'stride-feed-'));
const path = join(folder, 'samples');
writeFileSync(path, bytes);
afterAll(() => rmSync(folder, { recursive: true }));

const memory: Samples = { kind: 'bytes', values: bytes };
const file: Samples = { kind: 'file', file: { store: 'disk', name: path, offset: 0 } };

const { rotation, brightness, noise, horizontalFlip } = firstSteps;
const augmentation = {
  steps: [rotation, horizontalFlip, brightness, noise],
  fill: 'reflect',
  fillValue: 0,
} as const;

const sourceOf = (changes: Partial<FeedSource> = {}): FeedSource => ({
  samples: memory,
  masks: null,
  sampleShape: [height, width, 1],
  normalization: { kind: 'unit' },
  augmentation: { ...augmentation, steps: [...augmentation.steps] },
  seed: 3,
  ...changes,
});

const jobsOf = (batch: number, epoch = 1): FeedJob[] =>
  Array.from({ length: count / batch }, (_, i) => ({
    indices: Uint32Array.from({ length: batch }, (_, place) => ((i * batch + place) * 5) % count),
    epoch,
  }));

/** All samples of an epoch, one after the other. */
async function fedBy(source: FeedSource, threads: FeederThreads | null, jobs = jobsOf(8)) {
  const feeder = createFeeder(source, threads);
  const batches: Fed[] = [];
  try {
    const stream = feeder.open(jobs);
    for (let fed = await stream.next(); fed; fed = await stream.next()) batches.push(fed);
  } finally {
    feeder.close();
  }
  return {
    values: batches.flatMap(({ values }) => [...values]),
    masks: batches.flatMap(({ masks }) => [...(masks ?? [])]),
  };
}

const onThread = (spawn: FeederThreads['spawn'], most = 2): FeederThreads => ({ spawn, most });

describe('batches made ready', () => {
  it('are the samples in order, divided by 255, where nothing is to be changed', async () => {
    const { values } = await fedBy(sourceOf({ augmentation: null }), null, [
      { indices: Uint32Array.of(2, 0), epoch: 1 },
    ]);
    const wanted = [...bytes.subarray(2 * size, 3 * size), ...bytes.subarray(0, size)];
    expect(values).toEqual(wanted.map((value) => Math.fround(value / 255)));
  });

  it('are at hand at once where samples in memory stay as they are', () => {
    const feeder = createFeeder(sourceOf({ augmentation: null }), null);
    expect(feeder.open(jobsOf(8)).next()).not.toBeInstanceOf(Promise);
    feeder.close();
  });

  it('hold the same pictures whatever the batch, the thread and where samples lie', async () => {
    const { values } = await fedBy(sourceOf(), null);
    const same = async (source: FeedSource, threads: FeederThreads | null, batch = 8) =>
      expect((await fedBy(source, threads, jobsOf(batch))).values).toEqual(values);
    await same(sourceOf(), null, 3);
    await same(sourceOf({ samples: file }), null);
    await same(sourceOf(), onThread(threadHere));
    await same(sourceOf({ samples: { kind: 'bytes', values: shared } }), onThread(threadHere));
    await same(sourceOf({ samples: file }), onThread(threadHere), 4);
    await same(sourceOf(), nodeFeeders);
    await same(sourceOf({ samples: file }), nodeFeeders);
  });

  it('differ between epochs and seeds', async () => {
    const { values } = await fedBy(sourceOf(), null);
    expect((await fedBy(sourceOf(), null, jobsOf(8, 2))).values).not.toEqual(values);
    expect((await fedBy(sourceOf({ seed: 4 }), null)).values).not.toEqual(values);
  });

  it('bring masks along, moved alike on every thread', async () => {
    const masks: Samples = { kind: 'bytes', values: classes };
    const here = await fedBy(sourceOf({ masks }), null);
    expect(here.masks).toHaveLength(count * size);
    expect(new Set(here.masks)).toEqual(new Set([0, 1]));
    expect(await fedBy(sourceOf({ masks }), onThread(threadHere))).toEqual(here);
    expect(await fedBy(sourceOf({ masks, samples: file }), onThread(threadHere))).toEqual(here);
  });

  it('are made here when their thread has died', async () => {
    const { values } = await fedBy(sourceOf(), null);
    expect((await fedBy(sourceOf(), onThread(dyingThread(2), 1))).values).toEqual(values);
    expect((await fedBy(sourceOf(), onThread(dyingThread(0), 2))).values).toEqual(values);
  });

  it('wait in a queue with an end', async () => {
    let asked = 0;
    const counted = function* (): Generator<FeedJob> {
      for (const job of jobsOf(1)) {
        asked++;
        yield job;
      }
    };
    const feeder = createFeeder(sourceOf(), onThread(threadHere));
    const stream = feeder.open(counted());
    expect(asked).toBe(3);
    await stream.next();
    expect(asked).toBe(4);
    stream.close();
    expect(await stream.next()).toBeNull();
    expect(asked).toBe(4);
    feeder.close();
  });

  it('name what kept samples from being read', async () => {
    const lost: Samples = { kind: 'file', file: { store: 'disk', name: join(folder, 'gone'), offset: 0 } };
    for (const threads of [null, onThread(threadHere)]) {
      await expect(fedBy(sourceOf({ samples: lost }), threads)).rejects.toMatchObject({
        failure: { code: 'data-mismatch', message: expect.stringContaining('gone') },
      });
    }
  });
});
