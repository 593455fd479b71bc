import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../analysis/testing/graph.ts';
import { parseDocument } from '../document/migrations.ts';
import { kerasCode } from './keras-code.ts';
import { type Augmentation, augmentationSchema, noAugmentation } from './schema.ts';
import { firstSteps, rangeLimits, withStep } from './steps.ts';
import { suggestAugmentation } from './suggest.ts';

const all: Augmentation = { steps: Object.values(firstSteps), fill: 'constant', fillValue: 0.5 };

describe('a pipeline', () => {
  it('is what its own schema takes, for every kind', () => {
    expect(augmentationSchema.parse(all)).toEqual(all);
    expect(Object.keys(rangeLimits)).toEqual(Object.keys(firstSteps));
  });

  it('is refused where a range is upside down or beyond its limits', () => {
    const rotation = (degrees: [number, number]) => ({
      ...noAugmentation,
      steps: [{ kind: 'rotation', degrees, probability: 1 }],
    });
    expect(augmentationSchema.safeParse(rotation([-5, 5])).success).toBe(true);
    expect(augmentationSchema.safeParse(rotation([5, -5])).success).toBe(false);
    expect(augmentationSchema.safeParse(rotation([0, 200])).success).toBe(false);
  });

  it('is empty in documents from before there were any', () => {
    const document = documentOf([['a', 'input', { shape: [8] }]]);
    const { augmentation, ...training } = document.training;
    expect(augmentation).toEqual(noAugmentation);
    const opened = parseDocument({ ...document, training });
    expect(opened.ok && opened.value.training.augmentation).toEqual(noAugmentation);
  });

  it('keeps steps that move pixels together, so that they are one resampling', () => {
    const { rotation, brightness, zoom, noise } = firstSteps;
    const kinds = withStep(withStep([rotation, brightness], zoom), noise).map(({ kind }) => kind);
    expect(kinds).toEqual(['rotation', 'zoom', 'brightness', 'noise']);
    expect(withStep([brightness], rotation).map(({ kind }) => kind)).toEqual(['rotation', 'brightness']);
  });
});

describe('what is suggested', () => {
  const kindsFor = (classes: readonly string[], sampleShape: readonly number[]) =>
    suggestAugmentation({ classes, sampleShape }).steps.map(({ kind }) => kind);

  it('mirrors no digits or letters, and turns nothing over', () => {
    expect(kindsFor([...'0123456789'], [28, 28, 1])).toEqual(['translation', 'rotation', 'zoom']);
    expect(kindsFor(['A', 'B'], [32, 32, 3])).not.toContain('horizontalFlip');
    const photographs = kindsFor(['cat', 'dog'], [150, 150, 3]);
    expect(photographs).toContain('horizontalFlip');
    expect(photographs).toContain('brightness');
    expect(photographs).not.toContain('verticalFlip');
  });
});

/** `fixtures/keras.py` was run by Keras 3.15: every line of it makes a layer. */
it('is written as Keras has it', () => {
  expect(kerasCode(all)).toBe(readFileSync(new URL('./fixtures/keras.py', import.meta.url), 'utf8'));
});
