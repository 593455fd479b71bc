import { combine, mix, uniformStream, unit } from '../core/math/random.ts';

export { combine, mix, uniformStream, unit };

/** A stream of numbers with mean 0 and deviation 1. Box and Muller 1958. */
export function normalStream(seed: number): () => number {
  const next = uniformStream(seed);
  let second: number | null = null;
  return () => {
    if (second !== null) {
      const kept = second;
      second = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const angle = 2 * Math.PI * next();
    second = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** 0 … count − 1 in an order that depends on the seed alone. Fisher and Yates. */
export function permutation(count: number, seed: number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const next = uniformStream(seed);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const kept = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = kept;
  }
  return order;
}
