import { expect, test } from 'vitest';
import { type Level, levelAt } from './fit.ts';

test('levels follow the zoom, and are entered 5 % over where they are left', () => {
  const levelsOf = (...zooms: readonly number[]) => {
    let level: Level = 'near';
    return zooms.map((zoom) => {
      level = levelAt(zoom, level);
      return level;
    });
  };
  expect(levelsOf(1, 1.25, 1.26, 1.22, 1.2, 1.18)).toEqual(['near', 'near', 'close', 'close', 'close', 'near']);
  expect(levelsOf(0.93, 0.91, 0.95, 0.97)).toEqual(['near', 'middle', 'middle', 'near']);
  expect(levelsOf(0.6, 0.74, 0.76, 0.79, 0.76, 0.74)).toEqual(['far', 'far', 'far', 'middle', 'middle', 'far']);
  expect(levelsOf(0.1, 2, 0.1)).toEqual(['far', 'close', 'far']);
});
