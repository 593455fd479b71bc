import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Correspondence, corresponding, type PlacePair, reversed } from './correspondence.ts';

const origin = { x: 0, y: 0 };
/** A column of layers, and the same with a gap after the second. */
const pairs: readonly PlacePair[] = [0, 100, 200, 300].map((y) => [
  { x: 0, y },
  { x: 50, y: y > 100 ? y + 400 : y },
]);
const links: Correspondence = { middles: [origin, { x: 50, y: 200 }], reach: 1000, pairs };

describe('corresponding', () => {
  it('finds near a layer the place near its counterpart', () => {
    const near = corresponding(links, { x: 0, y: 0 }, 50);
    expect(near.x).toBeCloseTo(50, 0);
    expect(Math.abs(near.y)).toBeLessThan(5);
    const behind = corresponding(links, { x: 10, y: 300 }, 50);
    expect(behind.x).toBeCloseTo(60, 0);
    expect(Math.abs(behind.y - 700)).toBeLessThan(5);
  });

  it('shows the middle beside the middle where the whole network is in view', () => {
    expect(corresponding(links, origin, 1000)).toEqual({ x: 50, y: 200 });
    expect(corresponding({ ...links, pairs: [] }, { x: 7, y: 7 }, 10)).toEqual({ x: 57, y: 207 });
  });

  it('moves without a leap', () => {
    let last = corresponding(links, origin, 200);
    for (let y = 1; y <= 300; y++) {
      const next = corresponding(links, { x: 0, y }, 200);
      expect(next.y - last.y).toBeGreaterThan(0);
      expect(next.y - last.y).toBeLessThan(40);
      last = next;
    }
  });

  it('is the same place where both networks lie alike, wherever one looks', () => {
    const place = fc.record({ x: fc.integer({ min: -999, max: 999 }), y: fc.integer({ min: -999, max: 999 }) });
    fc.assert(
      fc.property(fc.array(place, { minLength: 1 }), place, fc.integer({ min: 1, max: 3000 }), (places, at, reach) => {
        const same = {
          middles: [origin, origin] as const,
          reach: 1000,
          pairs: places.map((one) => [one, one] as const),
        };
        const there = corresponding(same, at, reach);
        expect(there.x).toBeCloseTo(at.x, 6);
        expect(there.y).toBeCloseTo(at.y, 6);
        expect(corresponding(reversed(same), at, reach)).toEqual(there);
      }),
    );
  });
});
