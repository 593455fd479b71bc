/** A run between what it costs and what it reaches. */
export interface Tradeoff {
  readonly id: string;
  /** Less is better. */
  readonly cost: number;
  /** More is better. */
  readonly value: number;
}

/**
 * Those that no other beats: none costs as little or less and reaches as much or more, one of both truly. By rising cost;
 * equals are all among them.
 */
export function paretoFront<T extends Tradeoff>(points: readonly T[]): readonly T[] {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.value - a.value);
  const front: T[] = [];
  for (const point of sorted) {
    const best = front.at(-1);
    const isEqual = best !== undefined && best.cost === point.cost && best.value === point.value;
    if (best === undefined || point.value > best.value || isEqual) front.push(point);
  }
  return front;
}
