import type { Shape } from '../../../math/shape.ts';
import { shapeSize } from '../../../math/shape.ts';
import { numberReaders, numbersIn } from '../../numbers.ts';
import type { OnnxTensor } from '../model.ts';

/** A size; `null`: open, as that of the batch. */
export type Size = number | null;

/** What a layer puts out, as a value of the ONNX graph. */
export interface Flow {
  readonly kind: 'flow';
  readonly layer: string;
  /** Which of the layer's outputs, where it is not the first. */
  readonly tensor?: number;
  /** In Keras's order, the batch first; `null` where the shape is not known. */
  readonly dims: readonly Size[] | null;
  /** For each axis of the ONNX value the axis of `dims`; `null`: an axis of size 1 that Keras does not have. */
  readonly order: readonly (number | null)[] | null;
  /** No value is below 0. */
  readonly positive: boolean;
  /** Of an image in a row: for each column of the ONNX value that of Keras's. */
  readonly columns?: readonly number[];
}

/** Numbers that are known. Sizes that are not, that of the batch among them, are NaN. */
export interface Constant {
  readonly kind: 'constant';
  readonly name: string;
  readonly dims: Shape;
  readonly values: ArrayLike<number>;
}

export type Value = Flow | Constant;

/** Names that safetensors has for the kinds of numbers of `TensorProto.DataType`. */
const kinds: Readonly<Record<number, string>> = {
  1: 'F32',
  2: 'U8',
  3: 'I8',
  5: 'I16',
  6: 'I32',
  7: 'I64',
  9: 'BOOL',
  10: 'F16',
  11: 'F64',
  16: 'BF16',
};

/** The numbers of a tensor as float32; `null` where they are of another kind, or too few. */
export function constantOf(tensor: OnnxTensor): Constant | null {
  const reader = numberReaders[kinds[tensor.dataType] ?? ''];
  if (!reader || tensor.data.length !== shapeSize(tensor.dims) * reader.bytes) return null;
  const { name, dims, data } = tensor;
  // Sizes and places go up to 2⁵³ exactly, as float32 they do not; -1 and the most that there is are both common.
  const values = tensor.dataType === 7 ? wholeNumbers(data) : numbersIn(data, reader);
  return { kind: 'constant', name, dims, values };
}

function wholeNumbers(data: Uint8Array): readonly number[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: data.length / 8 }, (_, i) => Number(view.getBigInt64(i * 8, true)));
}

export const asFloats = ({ values }: Constant): Float32Array =>
  values instanceof Float32Array ? values : Float32Array.from(values);

/** The axes in another order: axis `i` of what comes out is axis `order[i]` of what goes in. */
export function transposed(values: Float32Array, shape: Shape, order: readonly number[]): Float32Array {
  if (order.every((axis, i) => axis === i)) return values;
  const strides = shape.map((_, axis) => shapeSize(shape.slice(axis + 1)));
  const sizes = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 0);
  const result = new Float32Array(values.length);
  const index = sizes.map(() => 0);
  let from = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = values[from] ?? 0;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis] ?? 0;
      index[axis] = (index[axis] ?? 0) + 1;
      if (index[axis] !== sizes[axis]) break;
      from -= (steps[axis] ?? 0) * (sizes[axis] ?? 0);
      index[axis] = 0;
    }
  }
  return result;
}

/** Channels right after the batch, as ONNX has images, of values that have them last. */
export const channelsFirst = (rank: number): readonly number[] =>
  Array.from({ length: rank }, (_, axis) => (axis === 0 ? 0 : axis === 1 ? rank - 1 : axis - 1));

export const sameOrder = (rank: number): readonly number[] => Array.from({ length: rank }, (_, axis) => axis);

export const isOrder = (order: Flow['order'], wanted: readonly number[]): boolean =>
  order !== null && order.length === wanted.length && order.every((axis, i) => axis === wanted[i]);
