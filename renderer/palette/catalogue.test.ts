import { expect, test } from 'vitest';
import { layerDefinitions, layerOf } from '../../src/core/layers/registry.ts';
import { catalogue, searchCatalogue } from './catalogue.ts';
import { searchKinds } from './search.ts';

const kindsOf = (sections: typeof catalogue) => sections.flatMap(({ kinds }) => kinds);

test('every layer kind is in the palette once, under its family', () => {
  expect(kindsOf(catalogue).sort()).toEqual(layerDefinitions.map(({ kind }) => kind).sort());
  for (const { family, kinds } of catalogue)
    for (const kind of kinds) expect(layerOf(kind)?.doc.family, kind).toBe(family);
});

test('a family shows few blocks at first, an odd count, so that the button for more fills the row', () => {
  for (const { family, kinds, usual } of catalogue) {
    expect([3, 5], family).toContain(usual);
    expect(kinds.length, family).toBeGreaterThan(usual);
  }
});

test('the best hit comes first: by title, by Keras class, by words', () => {
  expect(searchKinds('maxpool', 'en')[0]).toBe('maxPooling2d');
  expect(searchKinds('MaxPooling1D', 'en')).toEqual(['maxPooling1d', 'globalMaxPooling1d']);
  expect(searchKinds('conv 2d', 'en')[0]).toBe('conv2d');
  expect(searchKinds('convolution 1d', 'en')[0]).toBe('conv1d');
  expect(searchKinds('lstm', 'en')[0]).toBe('lstm');
  expect(searchKinds('relu', 'en')[0]).toBe('relu');
  expect(searchKinds('add', 'en')[0]).toBe('add');
});

test('French words find layers, with or without accents, in either language', () => {
  expect(searchKinds('normalisation', 'fr')[0]).toBe('batchNormalization');
  expect(searchKinds('bruit', 'fr')[0]).toBe('gaussianNoise');
  expect(searchKinds('déconvolution', 'fr')[0]).toBe('conv2dTranspose');
  expect(searchKinds('deconvolution', 'fr')[0]).toBe('conv2dTranspose');
  expect(searchKinds('aplatir', 'en')).toEqual(['flatten']);
  expect(searchKinds('caracteristiques', 'fr')).toContain('conv2d');
  expect(searchKinds('attention', 'fr')[0]).toBe('multiHeadAttention');
  expect(searchKinds('fully connected', 'fr')).toEqual(['dense']);
});

test('sections stand in the order of their best hit', () => {
  expect(searchCatalogue('attention', 'en')[0]?.family).toBe('attention');
  expect(searchCatalogue('noise', 'en')[0]?.family).toBe('core');
});

test('nothing typed lists everything, nonsense nothing', () => {
  expect(searchCatalogue('  ', 'en')).toBe(catalogue);
  expect(searchCatalogue('zzz', 'en')).toEqual([]);
});
