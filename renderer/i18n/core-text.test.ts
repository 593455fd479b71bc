import { expect, test } from 'vitest';
import { fix, problem } from '../../src/core/problems/messages.ts';
import { fixText, problemText } from './core-text.ts';

test('a field has the name that its form gives it', () => {
  const set = fix('set.field', { field: 'units', value: '10' }, []);
  expect([fixText(set, 'fr'), fixText(set, 'en')]).toEqual(['Régler unités sur 10', 'Set units to 10']);
  const wrong = problem('params.atLeast', { name: 'c1', field: 'filters', limit: 1, received: 0 });
  expect(problemText(wrong, 'fr').replaceAll('\u00a0', ' ')).toBe('c1, filtres : au moins 1, reçu : 0.');
});

test('a field that no layer has stays as it is', () => {
  expect(fixText(fix('set.field', { field: 'toString', value: '1' }, []), 'fr')).toBe('Régler toString sur 1');
});
