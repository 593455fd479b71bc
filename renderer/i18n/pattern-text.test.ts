import { beforeAll, expect, it } from 'vitest';
import { generateFromPattern } from '../../src/core/pattern/build.ts';
import { loadFrench } from './french.ts';
import { patternText } from './pattern-text.ts';

beforeAll(loadFrench);

it.each([
  ['INPUT 32x32x3 -> CONF 32', 'Colonne 18\u00a0: attendu CONV, RELU, POOL, BN, DROPOUT, FC ou [, trouvé CONF.'],
  ['INPUT 32x32x3 -> [CONV 32]', 'Colonne 27\u00a0: attendu * et combien de fois, trouvé la fin de la ligne.'],
  [
    'INPUT 2x2x3 -> POOL -> POOL',
    'Colonne 24\u00a0: POOL 2×2 ne tient pas\u00a0; attendu\u00a0: une fenêtre d’au plus 1×1.',
  ],
  [
    'INPUT 8x8x3 -> FC 99999999',
    'Colonne 16\u00a0: FC est trop grand\u00a0; attendu\u00a0: unités d’au plus 16777216.',
  ],
])('%s in French', (line, text) => {
  const result = generateFromPattern(line);
  expect(result.ok ? '' : patternText(result.error, 'fr')).toBe(text);
});
