import type { Shape } from '../math/shape.ts';
import { shapeSize } from '../math/shape.ts';

/** A weight tensor by its Keras name, `conv2d/kernel`. The engine's `NamedWeight` is one. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array;
}

/** All values one after the other, float32, little-endian. */
export function packTensors(tensors: readonly NamedTensor[]): Uint8Array {
  const bytes = new Uint8Array(tensors.reduce((total, { values }) => total + values.byteLength, 0));
  let offset = 0;
  for (const { values } of tensors) {
    bytes.set(littleEndian(values), offset);
    offset += values.byteLength;
  }
  return bytes;
}

/** Tensors of these names and shapes, in order; `null` where there are more or fewer bytes than they hold. */
export function unpackTensors(
  bytes: Uint8Array,
  specs: readonly { readonly name: string; readonly shape: Shape }[],
): readonly NamedTensor[] | null {
  const total = specs.reduce((sum, { shape }) => sum + shapeSize(shape) * 4, 0);
  if (total !== bytes.byteLength) return null;
  let offset = 0;
  return specs.map(({ name, shape }) => {
    const size = shapeSize(shape) * 4;
    // A copy, aligned to four bytes as a Float32Array must be.
    const own = bytes.slice(offset, offset + size);
    offset += size;
    return { name, shape, values: fromLittleEndian(own) };
  });
}

const machineIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The very bytes of the values, or a copy where this machine has them the other way round. */
export function littleEndian(values: Float32Array | Int32Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return machineIsLittleEndian ? bytes : swapped(bytes);
}

/** @param bytes of their own buffer's start, which become the values. */
export function fromLittleEndian(bytes: Uint8Array<ArrayBuffer>): Float32Array {
  const own = machineIsLittleEndian ? bytes : swapped(bytes);
  return new Float32Array(own.buffer, own.byteOffset, own.byteLength / 4);
}

function swapped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(bytes);
  for (let i = 0; i < result.length; i += 4) result.subarray(i, i + 4).reverse();
  return result;
}
