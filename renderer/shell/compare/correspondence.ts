import type { Position } from '../../../src/core/document/schema.ts';

/** Two places that show the same: middles of a layer and of its counterpart. */
export type PlacePair = readonly [Position, Position];

export interface Correspondence {
  /** Middles of the two networks, and how far they reach from there. */
  readonly middles: PlacePair;
  readonly reach: number;
  readonly pairs: readonly PlacePair[];
}

/** Share of the view's reach within which a layer decides by itself where its counterpart is sought. */
const near = 0.15;

/**
 * The place in the second network that shows what `place` shows in the first: as far from layers there as from their
 * counterparts here, the nearest counting most (inverse distance weighting, Shepard 1968), so that it moves without a leap.
 * `reach`: how far the view shows around the place. A view of the whole network shows the middle of the other beside its own.
 */
export function corresponding(
  { middles, reach: whole, pairs }: Correspondence,
  place: Position,
  reach: number,
): Position {
  const softness = (near * reach) ** 2;
  let [x, y, total] = [0, 0, 0];
  for (const [here, there] of pairs) {
    const weight = 1 / ((here.x - place.x) ** 2 + (here.y - place.y) ** 2 + softness) ** 2;
    x += weight * (there.x - here.x);
    y += weight * (there.y - here.y);
    total += weight;
  }
  const rigid = { x: middles[1].x - middles[0].x, y: middles[1].y - middles[0].y };
  if (total === 0) return { x: place.x + rigid.x, y: place.y + rigid.y };
  const far = Math.min(1, (reach / whole) ** 2);
  return {
    x: place.x + far * rigid.x + ((1 - far) * x) / total,
    y: place.y + far * rigid.y + ((1 - far) * y) / total,
  };
}

/** The same from the second network to the first. */
export const reversed = ({ middles: [a, b], reach, pairs }: Correspondence): Correspondence => ({
  middles: [b, a],
  reach,
  pairs: pairs.map(([here, there]) => [there, here]),
});
