import { expect, test } from 'vitest';
import { layerDefinitions } from '../../src/core/layers/registry.ts';
import { catalogue, searchCatalogue } from './catalogue.ts';

const kindsOf = (sections: typeof catalogue) => sections.flatMap(({ kinds }) => kinds);

test('every layer kind is in the palette once', () => {
  expect(kindsOf(catalogue).sort()).toEqual(layerDefinitions.map(({ kind }) => kind).sort());
});

test('blocks are found by title, by kind and by what they do', () => {
  expect(kindsOf(searchCatalogue('maxpool', 'en'))).toEqual(['maxPooling2d', 'globalMaxPooling2d']);
  expect(kindsOf(searchCatalogue('UPSAMPLING', 'en'))).toEqual(['upSampling2d']);
  expect(kindsOf(searchCatalogue('feature map', 'en'))).toContain('conv2d');
});

test('accents need not be typed', () => {
  expect(kindsOf(searchCatalogue('caracteristiques', 'fr'))).toContain('conv2d');
});

test('nothing typed lists everything, nonsense nothing', () => {
  expect(searchCatalogue('  ', 'en')).toBe(catalogue);
  expect(searchCatalogue('zzz', 'en')).toEqual([]);
});
