import { beforeAll, describe, expect, test } from 'vitest';
import { say, sayings } from '../../src/engine/sayings.ts';
import { engineText } from './engine-text.ts';
import { sayingsFr } from './fr/engine.ts';
import { loadFrench } from './french.ts';

beforeAll(loadFrench);

const placeholders = (text: string): readonly string[] => [...text.matchAll(/\{\w+\}/g)].map(([key]) => key).sort();

test('every sentence of the engine has all its values in French', () => {
  for (const [code, text] of Object.entries(sayings)) {
    const french = Object.entries(sayingsFr).find(([key]) => key === code)?.[1] ?? '';
    expect(placeholders(french), code).toEqual(placeholders(text));
  }
});

describe('in French', () => {
  test('numbers are written as French writes them', () => {
    const sizes = { needed: '12.5', weights: '0.4', activations: '12.1', limit: '3.0' };
    const message = say('memoryTooSmall', { ...sizes, optimizer: 'adam', batch: 256, backend: 'wasm' });
    expect(engineText(message, 'fr')).toContain('environ 12,5\u00a0GiB');
    expect(engineText(message, 'en')).toBe(message);
    const large = say('tensorTooLarge', {
      layer: 'fc1',
      values: '1,073,741,824',
      backend: 'wasm',
      limit: '536,870,912',
    });
    expect(engineText(large, 'fr').replace(/\s/g, ' ')).toBe(
      'fc1 a besoin d’un tenseur de 1 073 741 824 valeurs ; wasm en contient 536 870 912 au plus.',
    );
  });

  test('what a driver says is called a technical detail, not passed off as French', () => {
    expect(engineText('GL_OUT_OF_MEMORY', 'fr')).toBe('Détail technique\u00a0: GL_OUT_OF_MEMORY');
  });

  test('a sentence in a sentence is French too', () => {
    const message = say('noBackend', { reasons: say('webglLost') });
    expect(engineText(message, 'fr')).toBe(
      'Aucun moteur de calcul ne fonctionne sur cette machine. Le contexte WebGL a été perdu.',
    );
  });
});
