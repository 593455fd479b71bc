import { zipSync } from 'fflate';

/** An `.npy` of format 1.0 with little-endian values; the tests compare the reader with NumPy's own files too. */
export function npyFile(type: string, shape: readonly number[], values: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${tuple}), }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const size = Number(type.at(-1));
  const bytes = new Uint8Array(10 + header.length + values.length * size);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  for (const [i, value] of values.entries()) {
    const at = 10 + header.length + i * size;
    if (type === '<f4') view.setFloat32(at, value, true);
    else if (type === '<f8') view.setFloat64(at, value, true);
    else if (type === '<i8') view.setBigInt64(at, BigInt(value), true);
    else view.setUint8(at, value);
  }
  return bytes;
}

export const npzFile = (arrays: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(arrays).map(([name, file]) => [`${name}.npy`, file])));
