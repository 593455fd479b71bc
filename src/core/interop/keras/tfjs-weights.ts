import type { Shape } from '../../math/shape.ts';
import { shapeSize } from '../../math/shape.ts';
import { type NumberReader, numberReaders } from '../numbers.ts';
import { fromLittleEndian } from '../tensors.ts';
import { isObject, objectOf, textOf } from './json.ts';

/** Weights that lie one after another in some files. */
export interface TfjsGroup {
  readonly paths: readonly string[];
  /** Of JSON: name, shape, type. */
  readonly weights: readonly unknown[];
}

export interface TfjsWeight {
  readonly name: string;
  readonly shape: Shape;
  readonly values: Float32Array;
}

const readers: Readonly<Record<string, NumberReader | undefined>> = {
  float32: numberReaders.F32,
  float16: numberReaders.F16,
  int32: numberReaders.I32,
  uint16: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  uint8: numberReaders.U8,
  bool: numberReaders.BOOL,
};

/**
 * The weights of a group as float32: those that were quantised are `scale·q + min`. `null` where there are more or fewer
 * bytes than they take, or one has a type that is not known.
 * Source: tfjs-core `io/io_utils.ts`, decodeWeights.
 */
export function readTfjsWeights({ weights }: TfjsGroup, bytes: Uint8Array): readonly TfjsWeight[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: TfjsWeight[] = [];
  let at = 0;
  for (const weight of weights) {
    const spec = specOf(weight);
    if (!spec) return null;
    const { reader, name, shape, scale, least } = spec;
    const size = shapeSize(shape);
    const end = at + size * reader.bytes;
    if (end > bytes.length) return null;
    // Byte for byte, as arithmetic would lose the sign of zero.
    const values = spec.isPlain ? fromLittleEndian(bytes.slice(at, end)) : new Float32Array(size);
    if (!spec.isPlain)
      for (let i = 0; i < size; i++) values[i] = scale * reader.read(view, at + i * reader.bytes) + least;
    found.push({ name, shape, values });
    at = end;
  }
  return at === bytes.length ? found : null;
}

function specOf(weight: unknown) {
  if (!isObject(weight)) return null;
  const name = textOf(weight.name);
  const { quantization } = weight;
  const { dtype, scale = 1, min = 0 } = objectOf(quantization);
  const reader = readers[String(quantization === undefined ? weight.dtype : dtype)];
  const shape = Array.isArray(weight.shape)
    ? weight.shape.filter((n): n is number => Number.isInteger(n) && n >= 0)
    : null;
  if (name === null || !reader || !shape || typeof scale !== 'number' || typeof min !== 'number') return null;
  const isPlain = quantization === undefined && weight.dtype === 'float32';
  return { reader, name, shape, scale, least: min, isPlain };
}
