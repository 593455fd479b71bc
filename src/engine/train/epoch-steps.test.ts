import { describe, expect, it } from 'vitest';
import { stripes } from '../testing/datasets.ts';
import { chooseSamples } from './choose-samples.ts';
import { stepsOf } from './epoch-steps.ts';

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

  it('counts the batches of validation, held out or of its own, in batches no larger than the training images', () => {
    expect(stepsOf(stripes({ train: 20 }), { validationShare: 0.25, batchSize: 4 }).validationSteps).toBe(2);
    expect(stepsOf(stripes({ train: 20, validation: 9 }), { validationShare: 0.5, batchSize: 4 }).validationSteps).toBe(
      3,
    );
    expect(stepsOf(stripes({ train: 4, validation: 9 }), { validationShare: 0, batchSize: 100 })).toMatchObject({
      stepsPerEpoch: 1,
      validationSteps: 3,
    });
    expect(stepsOf(stripes({ train: 4 }), { validationShare: 0, batchSize: 4 }).validationSteps).toBe(0);
  });
});
