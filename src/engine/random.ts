/** 32-bit finaliser of MurmurHash3: every bit of the input moves half of the output's. Appleby 2011. */
export function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** One seed from several numbers: a run's seed with an epoch, a step, a layer's place. */
export const combine = (...parts: readonly number[]): number =>
  parts.reduce((hash, part) => mix(Math.imul(hash, 31) + mix(part + 0x9e3779b9)), 0);

/** Uniform in [0, 1) from a hash: the top 24 bits, which a float32 holds exactly. */
export const unit = (hash: number): number => (hash >>> 8) / 16_777_216;

/** A stream of uniform numbers in [0, 1). Same seed, same stream, on every machine. */
export function uniformStream(seed: number): () => number {
  let counter = 0;
  return () => unit(mix(seed + Math.imul(counter++, 0x9e3779b9)));
}

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
