import { expect, test } from 'vitest';
import { kerasInitializer } from '../../../src/core/layers/initializers.ts';
import {
  acceptsConstraint,
  acceptsInitializer,
  constraintChoices,
  constraintNamed,
  constraintParts,
  initializerChoices,
  initializerNamed,
  initializerParts,
  nameOf,
  penaltyIn,
  penaltyMode,
} from './named-values.ts';

test('every choice makes a value that its schema takes and that has its name again', () => {
  for (const name of initializerChoices) {
    expect(acceptsInitializer(initializerNamed(name)), name).toBe(true);
    expect(nameOf(initializerNamed(name))).toBe(name);
  }
  for (const name of constraintChoices) {
    expect(acceptsConstraint(constraintNamed(name)), name).toBe(true);
    expect(nameOf(constraintNamed(name))).toBe(name);
  }
});

test('initialisers start with the numbers of Keras', () => {
  // keras.initializers.RandomNormal(), TruncatedNormal(), RandomUniform(), VarianceScaling() of Keras 3.
  expect(initializerNamed('randomNormal')).toEqual({ name: 'randomNormal', mean: 0, stddev: 0.05 });
  expect(initializerNamed('randomUniform')).toEqual({ name: 'randomUniform', minval: -0.05, maxval: 0.05 });
  expect(kerasInitializer('glorotUniform').class_name).toBe('GlorotUniform');
});

test('an initialiser’s numbers become fields with the bounds of the schema', () => {
  expect(initializerParts('heNormal')).toEqual([]);
  expect(initializerParts('varianceScaling').map(({ key, control, choices }) => [key, control, choices])).toEqual([
    ['scale', 'number', undefined],
    ['mode', 'choice', ['fanIn', 'fanOut', 'fanAvg']],
    ['distribution', 'choice', ['uniform', 'truncatedNormal', 'untruncatedNormal']],
  ]);
  expect(initializerParts('randomNormal')).toMatchObject([{ key: 'mean' }, { key: 'stddev', min: 0 }]);
});

test('a constraint’s axes and numbers become fields', () => {
  expect(constraintParts('none')).toEqual([]);
  expect(constraintParts('nonNeg')).toEqual([]);
  expect(constraintParts('maxNorm')).toMatchObject([
    { key: 'maxValue', control: 'number', defaultValue: 2 },
    { key: 'axis', control: 'axes', min: 0, max: 4, defaultValue: [0] },
  ]);
});

test('penalties keep the factors that were set', () => {
  expect(penaltyIn('l2', null)).toEqual({ l1: 0, l2: 0.001 });
  expect(penaltyIn('both', { l1: 0, l2: 0.5 })).toEqual({ l1: 0.01, l2: 0.5 });
  expect(penaltyIn('none', { l1: 1, l2: 1 })).toBe(null);
});

test('a factor of 0 while it is typed leaves the kind of penalty', () => {
  expect(penaltyMode({ l1: 0, l2: 0 }, 'l2')).toBe('l2');
  expect(penaltyMode({ l1: 0.1, l2: 0 }, 'both')).toBe('both');
  expect(penaltyMode({ l1: 0.1, l2: 0 }, 'none')).toBe('l1');
  expect(penaltyMode({ l1: 0, l2: 0.1 }, 'l1')).toBe('l2');
  expect(penaltyMode(null, 'both')).toBe('none');
});
