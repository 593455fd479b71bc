/**
 * 64 bits of a sample's bytes as a number pair in one text; samples with the same hash are compared value by value before
 * they are called the same. Two FNV-1a style sums over 32-bit words, then over what is left.
 */
export function hashOf(values: Uint8Array | Float32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (const byte of bytes) {
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte ^ (high >>> 15), 0x5bd1e995);
  }
  return `${low >>> 0}:${high >>> 0}`;
}

export function sameValues(a: Uint8Array | Float32Array, b: Uint8Array | Float32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
