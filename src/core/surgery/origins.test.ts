import { describe, expect, it } from 'vitest';
import type { Carried } from './carry-weights.ts';
import { weightOrigins } from './origins.ts';

const carried = (changes: Partial<Carried>): Carried => ({
  weights: () => [],
  kept: [],
  widened: [],
  inserted: [],
  fresh: [],
  ...changes,
});
const known = { newest: null, base: null, newestStartedThere: false, isFrozen: () => false };

describe('weightOrigins', () => {
  it('says nothing of a network that nothing was done to since it was trained, nor of one that never was', () => {
    expect(weightOrigins(known).size).toBe(0);
    expect(weightOrigins({ ...known, newest: carried({ kept: ['a', 'b'] }) }).size).toBe(0);
  });

  it('tells what an edit cost', () => {
    const newest = carried({ kept: ['a'], fresh: ['b'] });
    expect([...weightOrigins({ ...known, newest })]).toEqual([
      ['a', 'trained'],
      ['b', 'fresh'],
    ]);
  });

  it('tells what training would start from, then what it trained; frozen layers stay the base’s', () => {
    const base = carried({ kept: ['a', 'b'], widened: ['c'], inserted: ['d'], fresh: ['e'] });
    expect(Object.fromEntries(weightOrigins({ ...known, base }))).toEqual({
      a: 'transferred',
      b: 'transferred',
      c: 'widened',
      d: 'inserted',
      e: 'fresh',
    });
    const newest = carried({ kept: ['a', 'b', 'c', 'd', 'e'] });
    const after = { newest, base, newestStartedThere: true, isFrozen: (layer: string) => layer === 'a' };
    expect(Object.fromEntries(weightOrigins(after))).toEqual({
      a: 'transferred',
      b: 'trained',
      c: 'trained',
      d: 'trained',
      e: 'trained',
    });
  });
});
