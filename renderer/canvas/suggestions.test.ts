import { expect, test } from 'vitest';
import { layerDefinitions } from '../../src/core/layers/registry.ts';
import { suggestAfter } from './suggestions.ts';

test('after an image come layers for images, after a series those for series', () => {
  expect(suggestAfter([28, 28, 32]).likely.slice(0, 2)).toEqual(['conv2d', 'maxPooling2d']);
  expect(suggestAfter([100, 16]).likely.slice(0, 3)).toEqual(['conv1d', 'maxPooling1d', 'lstm']);
  expect(suggestAfter([128]).likely[0]).toBe('dense');
  expect(suggestAfter([16, 32, 32, 4]).likely[0]).toBe('conv3d');
});

test('what does not take the shape stands last', () => {
  const { others, fitting } = suggestAfter([128]);
  expect(others).toContain('conv2d');
  expect(others).toContain('lstm');
  expect(fitting).toContain('gaussianNoise');
  // Channels of a group must divide: 32 groups do not divide 3 channels.
  expect(suggestAfter([8, 8, 3]).others).toContain('groupNormalization');
  // 3×3 does not fit into 2×2 pixels.
  expect(suggestAfter([2, 2, 3]).likely).not.toContain('conv2d');
});

test('every kind but the inputs is offered once', () => {
  const { likely, fitting, others } = suggestAfter([28, 28, 32]);
  expect([...likely, ...fitting, ...others].sort()).toEqual(
    layerDefinitions
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'input')
      .sort(),
  );
});
