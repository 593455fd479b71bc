/** An idx file: magic, dimensions, values, all big-endian. */
export function idxFile(magic: number, dimensions: readonly number[], values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * dimensions.length + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  for (const [index, dimension] of dimensions.entries()) view.setUint32(4 + 4 * index, dimension);
  bytes.set(values, 4 + 4 * dimensions.length);
  return bytes;
}
