import { combine, mix, unit } from '../src/engine/random.ts';

/**
 * Numbers that Python makes again from the same seed (`values.py`), so that no weight has to be written to a file: the
 * largest networks have hundreds of megabytes of them.
 */
export function centred(seed: number, count: number, limit: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = (unit(mix(seed + Math.imul(i, 0x9e3779b9))) * 2 - 1) * limit;
  return values;
}

/** Whole numbers from 0 to `limit` − 1, as float32. */
export function tokens(seed: number, count: number, limit: number): Float32Array {
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = Math.floor(unit(mix(seed + Math.imul(i, 0x9e3779b9))) * limit);
  return values;
}

/** Weights whose outputs neither vanish nor explode: kernels by their fan in, scales and variances about 1. */
export function weightValues(seed: number, place: number, name: string, shape: readonly number[]): Float32Array {
  const count = shape.reduce((product, n) => product * n, 1);
  const fanIn = Math.max(1, count / (shape.at(-1) ?? 1));
  const values = centred(combine(seed, place), count, shape.length > 1 ? Math.sqrt(3 / fanIn) : 0.1);
  if (/gamma|variance/.test(name)) for (let i = 0; i < count; i++) values[i] = (values[i] ?? 0) + 1;
  return values;
}
