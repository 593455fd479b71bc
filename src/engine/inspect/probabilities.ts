/** A network's output as one probability per class: a single value is that of the second class of two. */
export function asClasses(output: Float32Array): Float32Array {
  if (output.length !== 1) return Float32Array.from(output);
  const p = output[0] ?? 0;
  return Float32Array.of(1 - p, p);
}
