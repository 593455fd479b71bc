import type { Shape } from '../../math/shape.ts';
import { shapeSize } from '../../math/shape.ts';
import { int, type Node, type Scalar } from './flatbuffer.ts';
import type { OperatorName, TensorType } from './operators.ts';

/** A tensor of the graph; the first of `dims` is the batch, of 1, or a multiple of it, unless the tensor is constant. */
export interface Value {
  readonly id: number;
  readonly dims: Shape;
}

/** Weights in the layout of the file, made when they are needed. */
export interface Weights {
  readonly dims: Shape;
  readonly values: () => Float32Array;
  /** Axis of the values that the operator puts out. */
  readonly axis: number;
  /** The same key has the same values. */
  readonly key: string;
}

export interface Tensor {
  readonly dims: Shape;
  readonly type: TensorType;
  readonly content?: Float32Array | Int32Array | Weights;
  readonly name?: string;
}

export type Options = readonly (Scalar | Node | null)[];

export interface Operation {
  readonly name: OperatorName;
  /** Ids of tensors, −1 for one that is left out. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly options: Options;
  /** A product with weights: its kernel and its bias, which a scale of what comes out can be put into. */
  readonly linear?: Linear;
}

export interface Linear {
  readonly kernel: Weights;
  readonly bias: Float32Array | null;
}

/** Every value of the last axis times a factor of its own, plus another: written as operators, or put into those before. */
export interface Affine {
  readonly name: 'affine';
  readonly inputs: readonly [number];
  readonly outputs: readonly [number];
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** Operators in the order in which they run, drawn one after another. */
export class GraphBuilder {
  readonly tensors: Tensor[] = [];
  readonly operations: (Operation | Affine)[] = [];
  private readonly constants = new Map<string, Value>();

  input(name: string, shape: Shape): Value {
    return this.tensor({ dims: [1, ...shape], type: 'float32', name });
  }

  floats(values: ArrayLike<number>, dims: Shape): Value {
    return this.tensor({ dims, type: 'float32', content: Float32Array.from(values) });
  }

  number(value: number): Value {
    return this.known(`number ${value}`, () => this.floats([value], [1]));
  }

  ints(values: readonly number[], dims: Shape = [values.length]): Value {
    return this.known(`ints ${values.join()} as ${dims.join()}`, () =>
      this.tensor({ dims, type: 'int32', content: Int32Array.from(values) }),
    );
  }

  weights(weights: Weights): Value {
    return this.known(`weights ${weights.key}`, () =>
      this.tensor({ dims: weights.dims, type: 'float32', content: weights }),
    );
  }

  /** One tensor for all that ask for it by the same key. */
  known(key: string, make: () => Value): Value {
    const value = this.constants.get(key) ?? make();
    this.constants.set(key, value);
    return value;
  }

  run(
    name: OperatorName,
    inputs: readonly Value[],
    dims: Shape,
    options: Options = [],
    type: TensorType = 'float32',
  ): Value {
    const output = this.tensor({ dims, type });
    this.operations.push({ name, inputs: inputs.map(({ id }) => id), outputs: [output.id], options });
    return output;
  }

  /** An operator with several outputs of one shape. */
  runMany(name: OperatorName, inputs: readonly Value[], count: number, dims: Shape, options: Options): Value[] {
    const outputs = Array.from({ length: count }, () => this.tensor({ dims, type: 'float32' }));
    const ids = outputs.map(({ id }) => id);
    this.operations.push({ name, inputs: inputs.map(({ id }) => id), outputs: ids, options });
    return outputs;
  }

  linear(name: OperatorName, x: Value, linear: Linear, dims: Shape, options: Options): Value {
    const output = this.tensor({ dims, type: 'float32' });
    this.operations.push({ name, inputs: [x.id], outputs: [output.id], options, linear });
    return output;
  }

  affine(x: Value, scale: Float32Array, shift: Float32Array): Value {
    const output = this.tensor({ dims: x.dims, type: 'float32' });
    this.operations.push({ name: 'affine', inputs: [x.id], outputs: [output.id], scale, shift });
    return output;
  }

  /** @param sizes after the first, which follows. */
  reshape(x: Value, sizes: Shape): Value {
    if (sizes.join() === x.dims.slice(1).join()) return x;
    return this.copy(x, sizes);
  }

  /** The same values as another tensor. */
  copy(x: Value, sizes: Shape = x.dims.slice(1)): Value {
    const dims = [shapeSize(x.dims) / shapeSize(sizes), ...sizes];
    const target = [-1, ...sizes];
    return this.run('RESHAPE', [x, this.ints(target)], dims, [{ kind: 'ints', values: target }]);
  }

  transpose(x: Value, order: readonly number[]): Value {
    if (order.every((axis, i) => axis === i)) return x;
    const dims = order.map((axis) => x.dims[axis] ?? 1);
    return this.run('TRANSPOSE', [x, this.ints(order)], dims);
  }

  /** Zeros before and after, along each axis after the first. */
  pad(x: Value, sides: readonly (readonly [number, number])[]): Value {
    if (sides.flat().every((side) => side === 0)) return x;
    const all = [[0, 0], ...sides];
    const dims = x.dims.map((n, i) => n + (all[i]?.[0] ?? 0) + (all[i]?.[1] ?? 0));
    return this.run('PAD', [x, this.ints(all.flat(), [all.length, 2])], dims);
  }

  /** What is left from `begin` on, so many along each axis after the first. */
  slice(x: Value, begin: readonly number[], sizes: Shape): Value {
    if (sizes.join() === x.dims.slice(1).join()) return x;
    const from = this.ints([0, ...begin]);
    return this.run('SLICE', [x, from, this.ints([-1, ...sizes])], [x.dims[0] ?? 1, ...sizes]);
  }

  split(x: Value, parts: number, axis: number): readonly Value[] {
    if (parts === 1) return [x];
    const dims = x.dims.map((n, i) => (i === axis ? n / parts : n));
    return this.runMany('SPLIT', [this.ints([axis], []), x], parts, dims, [int(parts)]);
  }

  tensor(tensor: Tensor): Value {
    this.tensors.push(tensor);
    return { id: this.tensors.length - 1, dims: tensor.dims };
  }
}
