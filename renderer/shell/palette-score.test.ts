import { describe, expect, it } from 'vitest';
import { bestOf, paletteScore, scorer, searchable } from './palette-score.ts';

const inception = ['InceptionV3', 'Szegedy et al.', 'inception'];
const concat = ['Ajouter Concat', 'Concat', 'Réunit les canaux, comme dans Inception.'];
const flatten = ['Ajouter Flatten', 'Flatten', 'Met les valeurs en un seul vecteur.'];

describe('paletteScore', () => {
  it('puts a name before a word in it, and that before a mention', () => {
    expect(paletteScore('incep', inception)).toBeGreaterThan(paletteScore('incep', concat));
    expect(paletteScore('conc', concat)).toBeGreaterThan(paletteScore('reunit', concat));
    expect(paletteScore('reunit canaux', concat)).toBeGreaterThan(0);
  });

  it('is nothing for scattered letters', () => {
    expect(paletteScore('ftn', flatten)).toBe(0);
  });

  it('does not mind accents or capitals', () => {
    expect(paletteScore('REUNIT', ['Réunit'])).toBe(1);
  });
});

describe('bestOf', () => {
  const entries = ['conv_12', 'max_pool', 'my conv', 'conv_1'].map((name) => [name, searchable([name])] as const);

  it('is the best of many, which keep their order where none is better, and says how many answer', () => {
    expect(bestOf(entries, scorer('conv'), 2)).toEqual({ items: ['conv_12', 'conv_1'], best: 1, count: 3 });
    expect(bestOf(entries, scorer('zzz'), 2)).toEqual({ items: [], best: 0, count: 0 });
    expect(bestOf(entries, scorer(''), 3).items).toEqual(['conv_12', 'max_pool', 'my conv']);
  });
});
