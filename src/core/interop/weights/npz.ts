import type { Shape } from '../../math/shape.ts';
import { textBytes } from '../artifact.ts';
import { joined } from '../byte-source.ts';
import { littleEndian, type NamedTensor } from '../tensors.ts';
import { storedZip } from '../zip/write.ts';

/** What the values of an array begin at a multiple of. */
const alignment = 64;
/** `\x93NUMPY`, version 1.0. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

/**
 * Tensors by name as an `.npz` archive of NumPy, float32 in C order: `numpy.load(file)['conv2d/kernel']`.
 * Source: numpy.lib.format, version 1.0.
 */
export const npzBytes = (tensors: readonly NamedTensor[]): Uint8Array =>
  joined(
    storedZip(
      tensors.map(({ name, shape, values }) => ({
        path: `${name}.npy`,
        parts: [npyHeader(shape), littleEndian(values)],
      })),
    ),
  );

function npyHeader(shape: Shape): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const said = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const before = magic.length + 2;
  const size = Math.ceil((before + said.length + 1) / alignment) * alignment - before;
  const header = textBytes(`${said.padEnd(size - 1)}\n`);
  return Uint8Array.from([...magic, size & 0xff, size >> 8, ...header]);
}
