import type { Shape } from '../../../math/shape.ts';
import { shapeSize } from '../../../math/shape.ts';
import type { Weight } from '../../lowering/config.ts';
import { turned } from '../../lowering/turned.ts';
import { littleEndian } from '../../tensors.ts';
import {
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  onnxDataType,
} from '../model.ts';
import type { StoredAs, StoredWeight } from '../own.ts';

/** Where the channels of a value are: after its other axes, as in Keras, or right after the batch, as in ONNX. */
export type Layout = 'last' | 'first';

/** What flows between nodes. */
export interface Value {
  readonly name: string;
  /** In Keras's order whatever the layout; the first is the batch, of 1, or a multiple of it. Constants have none. */
  readonly dims: Shape;
  readonly layout: Layout;
}

type Attributes = Readonly<Record<string, OnnxAttribute>>;

interface Said {
  readonly dims: Shape;
  readonly layout?: Layout;
  readonly attributes?: Attributes;
}

export const int = (value: number): OnnxAttribute => ({ type: 'int', value });
export const ints = (value: readonly number[]): OnnxAttribute => ({ type: 'ints', value });
export const float = (value: number): OnnxAttribute => ({ type: 'float', value });
export const floats = (value: readonly number[]): OnnxAttribute => ({ type: 'floats', value });
export const text = (value: string): OnnxAttribute => ({ type: 'string', value });
export const texts = (value: readonly string[]): OnnxAttribute => ({ type: 'strings', value });

/** The axis of a tensor's own order that is `axis` in Keras's order. */
export const axisIn = ({ dims, layout }: Value, axis: number): number =>
  layout === 'last' || axis === 0 ? axis : axis === dims.length - 1 ? 1 : axis + 1;

/** One entry for each axis, in the tensor's own order. */
export function inOrder<T>({ layout }: Value, [batch, ...others]: readonly T[]): readonly T[] {
  const moved = layout === 'last' ? others : [...others.slice(-1), ...others.slice(0, -1)];
  return batch === undefined ? moved : [batch, ...moved];
}

/** As an end of a graph. */
export function described(value: Value): OnnxValue {
  const [, ...sizes] = inOrder(value, value.dims);
  return { name: value.name, dataType: onnxDataType.float32, dims: ['batch', ...sizes] };
}

/** Nodes in the order in which they run, drawn one after another, and the constants that they read. */
export class GraphBuilder {
  /** Where each weight of the network is, by its name. */
  readonly places = new Map<string, StoredWeight>();
  nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];
  /** Layer that is being drawn: what belongs to it has its name in front. */
  layer = '';
  private readonly constants = new Map<string, Value>();
  private readonly turnedValues = new Map<string, Value>();
  private readonly taken = new Set<string>();

  /** A name that nothing else has. */
  unique(wanted: string): string {
    let name = wanted;
    for (let i = 2; this.taken.has(name); i++) name = `${wanted}_${i}`;
    this.taken.add(name);
    return name;
  }

  input(name: string, shape: Shape, layout: Layout): Value {
    return { name: this.unique(name), dims: [1, ...shape], layout };
  }

  run(opType: string, inputs: readonly (Value | null)[], said: Said): Value {
    const [output] = this.runMany(opType, inputs, [said], said.attributes);
    if (output === undefined) throw new Error('no output');
    return output;
  }

  /** A node with several outputs. */
  runMany(
    opType: string,
    inputs: readonly (Value | null)[],
    outputs: readonly (Said | null)[],
    attributes: Attributes = {},
  ): readonly Value[] {
    const name = this.unique(`${this.layer}/${opType}`);
    const values = outputs.map((said, i) => {
      if (said === null) return { name: '', dims: [], layout: 'last' as const };
      const own = this.unique(i === 0 ? `${name}:0` : `${name}:${i}`);
      // Without two axes more than the batch there is no order.
      return { name: own, dims: said.dims, layout: said.dims.length < 3 ? ('last' as const) : (said.layout ?? 'last') };
    });
    this.nodes.push({
      name,
      opType,
      domain: '',
      inputs: inputs.map((value) => value?.name ?? ''),
      outputs: values.map((value) => value.name),
      attributes: new Map(Object.entries(attributes)),
    });
    return values;
  }

  /** @param names new ones of what nodes put out, by those that they have. */
  rename(names: ReadonlyMap<string, string>): void {
    const current = (name: string): string => names.get(name) ?? name;
    this.nodes = this.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(current),
      outputs: node.outputs.map(current),
    }));
  }

  /** Nodes that another node runs, as a graph of their own; they may read what is around it. */
  inside(name: string, inputs: readonly Value[], draw: () => readonly Value[]): OnnxGraph {
    const around = this.nodes;
    this.nodes = [];
    const outputs = draw();
    const { nodes } = this;
    this.nodes = around;
    return { name, nodes, initializers: [], inputs: inputs.map(described), outputs: outputs.map(described) };
  }

  /** A weight of the network under its own name, its shape read as `shape`, then with the axes in `order`. */
  weight(weight: Weight, shape: Shape = weight.shape, order: readonly number[] = shape.map((_, i) => i)): Value {
    return this.known(`weight ${weight.key} ${shape.join()} ${order.join()}`, () =>
      this.stored(
        [{ key: weight.key, as: { shape, order } }],
        this.tensor(
          weight.key,
          order.map((from) => shape[from] ?? 1),
          () => (order.every((from, i) => from === i) ? weight.values : turned(weight.values, shape, order)),
        ),
      ),
    );
  }

  /** Remembers how weights of the network are in a tensor. */
  stored(weights: readonly { readonly key: string; readonly as: StoredAs }[], tensor: Value): Value {
    for (const { key, as } of weights) if (!this.places.has(key)) this.places.set(key, { tensor: tensor.name, ...as });
    return tensor;
  }

  /** @param values made when they are written. */
  tensor(wanted: string, dims: Shape, values: () => Float32Array): Value {
    const name = this.unique(wanted);
    this.initializers.push({
      name,
      dataType: onnxDataType.float32,
      dims,
      get data() {
        return littleEndian(values());
      },
    });
    return { name, dims: [], layout: 'last' };
  }

  /** Numbers that belong to the layer. */
  floats(name: string, values: Float32Array, dims: Shape): Value {
    return this.tensor(`${this.layer}/${name}`, dims, () => values);
  }

  number(value: number): Value {
    return this.known(`number ${value}`, () => this.tensor(`number/${value}`, [], () => Float32Array.of(value)));
  }

  ints(values: readonly number[], dims: Shape = [values.length]): Value {
    return this.known(`ints ${values.join()} as ${dims.join()}`, () => {
      const name = this.unique(`ints/${dims.length === 0 ? values.join() : `[${values.join()}]`}`);
      const view = new DataView(new ArrayBuffer(8 * values.length));
      for (const [i, value] of values.entries()) view.setBigInt64(8 * i, BigInt(value), true);
      this.initializers.push({ name, dataType: onnxDataType.int64, dims, data: new Uint8Array(view.buffer) });
      return { name, dims: [], layout: 'last' };
    });
  }

  /** One constant for all that ask for it by the same key. */
  known(key: string, make: () => Value): Value {
    const value = this.constants.get(key) ?? make();
    this.constants.set(key, value);
    return value;
  }

  /** The same value with its channels before its other axes. */
  first(x: Value): Value {
    return this.inLayout(x, 'first');
  }

  /** The same value as Keras has it. */
  last(x: Value): Value {
    return this.inLayout(x, 'last');
  }

  inLayout(x: Value, layout: Layout): Value {
    if (x.layout === layout || x.dims.length < 3) return x;
    const known = this.turnedValues.get(x.name);
    if (known) return known;
    const axes = x.dims.map((_, i) => i);
    const spatial = axes.slice(2);
    const perm = layout === 'first' ? [0, axes.length - 1, ...axes.slice(1, -1)] : [0, ...spatial, 1];
    const y = this.run('Transpose', [x], { dims: x.dims, layout, attributes: { perm: ints(perm) } });
    this.turnedValues.set(x.name, y);
    this.turnedValues.set(y.name, x);
    return y;
  }

  /** The axes of Keras's order in another. */
  transpose(value: Value, order: readonly number[]): Value {
    const x = this.last(value);
    if (order.every((axis, i) => axis === i)) return x;
    const dims = order.map((axis) => x.dims[axis] ?? 1);
    return this.run('Transpose', [x], { dims, attributes: { perm: ints(order) } });
  }

  /** The values in Keras's order in another shape. @param sizes after the first, which follows. */
  reshape(x: Value, sizes: Shape): Value {
    return sizes.join() === x.dims.slice(1).join() ? this.last(x) : this.reshaped(this.last(x), sizes);
  }

  private reshaped(x: Value, sizes: Shape): Value {
    const batch = shapeSize(x.dims) / shapeSize(sizes);
    // 0 keeps the batch, as −1 does not before it is known.
    const target = this.ints([batch === x.dims[0] ? 0 : -1, ...sizes]);
    return this.run('Reshape', [x, target], { dims: [batch, ...sizes] });
  }
}
