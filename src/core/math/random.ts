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
