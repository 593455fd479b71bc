import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { firstSteps } from '../../core/augment/steps.ts';
import { stripes } from '../testing/datasets.ts';
import { chooseSamples } from '../train/choose-samples.ts';
import { makeCopies } from './copies.ts';
import { type CopiesRequest, canCopy, copiesCount } from './copies-of.ts';

const request = (changes: Partial<CopiesRequest> = {}): CopiesRequest => ({
  dataset: { ...stripes({ train: 6, imageShape: [4, 5, 1] }), classes: ['cat', 'a/b', 'A/b', '..'] },
  augmentation: { steps: [{ kind: 'horizontalFlip', probability: 1 }], fill: 'reflect', fillValue: 0 },
  seed: 1,
  validationShare: 0,
  copies: 2,
  ...changes,
});

async function written(of: CopiesRequest) {
  const files = [];
  for await (const file of makeCopies(of)) files.push(file);
  return files;
}

describe('changed copies of the training pictures', () => {
  it('lie in a folder for each class, under names that every system takes', async () => {
    const paths = (await written(request())).map(({ path }) => path);
    expect(paths.slice(0, 8)).toEqual([
      'cat/0-1.png',
      'cat/0-2.png',
      'a_b/1-1.png',
      'a_b/1-2.png',
      'A_b-2/2-1.png',
      'A_b-2/2-2.png',
      '_/3-1.png',
      '_/3-2.png',
    ]);
    expect(paths).toHaveLength(12);
  });

  it('leave out what a run with the same seed holds out', async () => {
    const asked = request({ validationShare: 0.5, seed: 3 });
    const { train } = chooseSamples({ ...stripes({ train: 6, imageShape: [4, 5, 1] }) }, 0.5, 3);
    const paths = (await written(asked)).map(({ path }) => path.replace(/^.*\//, ''));
    expect(train.indices).toHaveLength(3);
    expect(paths).toEqual([...train.indices].flatMap((index) => [`${index}-1.png`, `${index}-2.png`]));
    expect(copiesCount(asked)).toBe(6);
  });

  it('are PNG files that hold the pictures as they were changed', async () => {
    const { dataset } = request();
    const [first] = await written(request());
    const { width, height, channels, data } = decode(first?.bytes ?? new Uint8Array());
    expect([width, height, channels]).toEqual([5, 4, 1]);
    const { samples } = dataset.splits.train;
    const stored = samples.kind === 'file' ? [] : [...samples.values.subarray(0, 20)];
    const mirrored = [0, 1, 2, 3].flatMap((row) => stored.slice(row * 5, row * 5 + 5).reverse());
    expect([...data]).toEqual(mirrored);
  });

  it('are the same again for the same seed', async () => {
    const { rotation, noise } = firstSteps;
    const noisy = request({ augmentation: { steps: [rotation, noise], fill: 'nearest', fillValue: 0 } });
    expect(await written(noisy)).toEqual(await written(noisy));
    expect(await written({ ...noisy, seed: 2 })).not.toEqual(await written(noisy));
  });

  it('are refused for samples that are no pictures', () => {
    expect(canCopy(request().dataset)).toBe(true);
    expect(canCopy({ ...request().dataset, sampleShape: [20] })).toBe(false);
  });
});
