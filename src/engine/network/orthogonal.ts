import { normalStream } from '../random.ts';

/**
 * A random matrix `[…rows, columns]` whose rows, or columns where they are fewer, are orthogonal and of length `gain`.
 * Saxe et al. 2014; as Keras, the axes before the last are taken as one. Gram and Schmidt in double precision, each vector
 * twice, which is as exact as Householder's: cost grows with the square of the fewer times the more.
 */
export function orthogonalValues(shape: readonly number[], gain: number, seed: number): Float32Array {
  const columns = shape.at(-1) ?? 1;
  const rows = shape.slice(0, -1).reduce((product, n) => product * n, 1);
  const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
  const next = normalStream(seed);
  const basis: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const vector = Float64Array.from({ length }, next);
    for (let pass = 0; pass < 2; pass++) {
      for (const other of basis) addTo(vector, other, -dot(vector, other));
    }
    const size = Math.sqrt(dot(vector, vector));
    basis.push(vector.map((value) => value / size));
  }
  const values = new Float32Array(rows * columns);
  basis.forEach((vector, i) => {
    for (let j = 0; j < length; j++)
      values[rows < columns ? i * columns + j : j * columns + i] = gain * (vector[j] ?? 0);
  });
  return values;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function addTo(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (other[i] ?? 0);
}
