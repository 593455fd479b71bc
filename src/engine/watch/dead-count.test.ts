import { expect, test } from 'vitest';
import { DeadCount } from './dead-count.ts';

test('a unit is dead that is silent in all of the last sixteen batches, four at least', () => {
  const count = new DeadCount();
  const awake = Float32Array.of(0, 0, 0.5);
  const waking = Float32Array.of(0, 0.1, 0.5);
  expect([awake, awake, awake].map((highest) => count.add(highest, 8))).toEqual([null, null, null]);
  expect(count.add(awake, 8)).toEqual({ dead: 2, units: 3, batches: 4, samples: 32 });
  // The second wakes once, and is forgotten sixteen batches later.
  expect(count.add(waking, 8)).toEqual({ dead: 1, units: 3, batches: 5, samples: 40 });
  for (let i = 0; i < 15; i++) expect(count.add(awake, 8)?.dead).toBe(1);
  expect(count.add(awake, 8)).toEqual({ dead: 2, units: 3, batches: 16, samples: 128 });
});
