import { describe, expect, it } from 'vitest';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { chooseSamples } from '../../src/engine/train/batches.ts';
import { stepsOf } from './steps.ts';

describe('stepsOf', () => {
  it.each([
    [0.25, 100, 0, 16],
    [0.9, 3, 0, 1],
    [0, 17, 0, 4],
    [0.5, 64, 10, 8],
  ])(
    'holds out of the training images what the engine does (share %s of %s)',
    (share, train, validation, batchSize) => {
      const dataset = stripes({ train, validation });
      const samples = chooseSamples(dataset, share, 1);
      const steps = stepsOf(dataset, { validationShare: share, batchSize });
      expect(steps.trained).toBe(samples.train.indices.length);
      expect(steps.heldOut).toBe(validation > 0 ? 0 : samples.validation.indices.length);
    },
  );

  it('counts a batch that is not full', () => {
    expect(stepsOf(stripes({ train: 17 }), { validationShare: 0, batchSize: 4 }).stepsPerEpoch).toBe(5);
  });
});
