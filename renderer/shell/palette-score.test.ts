import { describe, expect, it } from 'vitest';
import { paletteScore } from './palette-score.ts';

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
