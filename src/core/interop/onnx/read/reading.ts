import { createNamer, snakeCase } from '../../../document/names.ts';
import { shapeSize } from '../../../math/shape.ts';
import { type FileLayer, type FileModel, type FileShape, inputClass } from '../../keras/model-file.ts';
import type { DecodedModel } from '../decode.ts';
import type { OnnxNode } from '../model.ts';
import { type Constant, channelsFirst, type Flow, isOrder, type Size, sameOrder, type Value } from './values.ts';

/** A layer on its way: what follows may add a bias or an activation to it. */
export interface Draft {
  readonly className: string;
  readonly module: string;
  readonly name: string;
  readonly config: Record<string, unknown>;
  readonly inputs: readonly { readonly layer: string; readonly tensor: number; readonly order: Flow['order'] }[];
  readonly weights: Map<string, Float32Array>;
  /** Where in the program that wrote it the layer stands, as the node's name tells. */
  readonly scope: string;
  /** Of an input. */
  readonly inputShape: FileShape | null;
}

interface Emission {
  readonly className: string;
  readonly config?: Readonly<Record<string, unknown>>;
  readonly inputs: readonly Flow[];
  readonly weights?: Readonly<Record<string, Float32Array>>;
  /** What the layer is called, where a weight tells it; else its node does. */
  readonly name?: string | undefined;
  /** Of a layer that is none of Keras's. */
  readonly module?: string;
  readonly node: OnnxNode;
}

/** An ONNX graph on its way to layers of Keras. */
export class Reading {
  readonly values = new Map<string, Value>();
  readonly drafts = new Map<string, Draft>();
  /** Nodes that another one has taken over. */
  readonly done = new Set<OnnxNode>();
  /** Samples that the file was made for, where it says one number. */
  batch: number | null = null;
  /** Inputs whose channels came first. */
  readonly turned = new Set<string>();
  private readonly named = createNamer(new Set());
  private readonly users = new Map<string, OnnxNode[]>();
  private readonly makers = new Map<string, OnnxNode>();
  private readonly ends: ReadonlySet<string>;
  private readonly shapes: { readonly layer: string; readonly tensor: number; readonly dims: readonly Size[] }[] = [];

  constructor(readonly model: DecodedModel) {
    this.ends = new Set(model.graph.outputs.map(({ name }) => name));
    for (const node of model.graph.nodes) {
      for (const input of new Set(node.inputs)) this.users.set(input, [...(this.users.get(input) ?? []), node]);
      for (const output of node.outputs) this.makers.set(output, node);
    }
  }

  get opset(): number {
    return this.model.opsets.get('') ?? this.model.opsets.get('ai.onnx') ?? 1;
  }

  usersOf(name: string): readonly OnnxNode[] {
    return this.users.get(name) ?? [];
  }

  maker(name: string): OnnxNode | undefined {
    return this.makers.get(name);
  }

  /** The only node that reads a value, which is no output; `null` where there are more or none. */
  only(name: string | undefined): OnnxNode | null {
    const [user, ...others] = this.usersOf(name ?? '');
    return user && others.length === 0 && !this.ends.has(name ?? '') ? user : null;
  }

  isEnd(name: string): boolean {
    return this.ends.has(name);
  }

  flow(name: string | undefined): Flow | null {
    const value = name ? this.values.get(name) : undefined;
    return value?.kind === 'flow' ? value : null;
  }

  constant(name: string | undefined): Constant | null {
    const value = name ? this.values.get(name) : undefined;
    return value?.kind === 'constant' ? value : null;
  }

  /** A new layer; its output is described by whoever asks for it. @returns its name. */
  emit({ className, config = {}, inputs, weights = {}, name, module = '', node }: Emission): string {
    const scope = scopeOf(node);
    const wanted = name ?? (scope || snakeCase(className));
    const own = this.named(wanted.slice(0, longestName));
    this.drafts.set(own, {
      className,
      module,
      name: own,
      config: { ...config, name: own },
      inputs: inputs.map(({ layer, tensor = 0, order }) => ({ layer, tensor, order })),
      weights: new Map(Object.entries(weights)),
      scope,
      inputShape: null,
    });
    return own;
  }

  /** An input of the model. @param dims in Keras's order */
  input(name: string, dims: readonly Size[], order: readonly number[]): Flow {
    const own = this.named(name.replace(/[^A-Za-z0-9_.-]/g, '_') || 'input');
    const config = { name: own, batch_shape: dims };
    const shared = { className: inputClass, module: '', name: own, config, inputs: [], weights: new Map(), scope: '' };
    this.drafts.set(own, { ...shared, inputShape: dims.slice(1) });
    if (!order.every((axis, i) => axis === i)) this.turned.add(own);
    return { kind: 'flow', layer: own, dims, order, positive: false };
  }

  /** A layer that leaves the shape as it is. */
  same(x: Flow, emission: Omit<Emission, 'inputs'>, positive = false): Flow {
    return { ...x, layer: this.emit({ ...emission, inputs: [x] }), positive };
  }

  /** A value with the axes of Keras's layer in another order; `null` where the batch would move. */
  private permuted(x: Flow, axes: readonly number[], order: Flow['order'], node: OnnxNode): Flow | null {
    const { dims } = x;
    if (!dims || axes[0] !== 0 || x.columns) return null;
    if (axes.every((axis, i) => axis === i)) return { ...x, order };
    const layer = this.emit({ className: 'Permute', config: { dims: axes.slice(1) }, inputs: [x], node });
    return { ...x, layer, dims: axes.map((axis) => dims[axis] ?? null), order };
  }

  /** The value so that its channels, which ONNX has right after the batch, are last; `null` where that cannot be. */
  image(x: Flow | null, node: OnnxNode): Flow | null {
    if (!x?.order || !x.dims) return null;
    const wanted = channelsFirst(x.order.length);
    if (isOrder(x.order, wanted)) return x;
    const whole = x.order.includes(null) ? this.plain(x, node) : x;
    const order = whole?.order?.filter((axis) => axis !== null);
    if (!whole || order?.length !== wanted.length) return null;
    const axes = wanted.map((_, place) => order[wanted.indexOf(place)] ?? 0);
    return this.permuted(whole, axes, wanted, node);
  }

  /** The value in the very order that ONNX has it in; `null` where that cannot be. */
  plain(x: Flow | null, node: OnnxNode): Flow | null {
    if (!x?.order || !x.dims || x.columns) return null;
    const { order, dims } = x;
    if (order[0] !== 0) return null;
    const there = order.filter((axis) => axis !== null);
    const turned = this.permuted(x, there, sameOrder(there.length), node);
    if (!turned || there.length === order.length) return turned;
    const sizes = order.map((axis) => (axis === null ? 1 : (dims[axis] ?? null)));
    return this.reshaped(turned, sizes, node);
  }

  /** The value in the order that another one has. */
  aligned(x: Flow, like: Flow, node: OnnxNode): Flow | null {
    if (!x.order || !like.order || x.order.length !== like.order.length || x.columns || like.columns) return null;
    if (
      isOrder(
        x.order,
        like.order.map((axis) => axis ?? -1),
      )
    )
      return x;
    if (x.order.includes(null) || like.order.includes(null)) return null;
    const target = like.order;
    const axes = target.map((_, place) => x.order?.[target.indexOf(place)] ?? 0);
    return this.permuted(x, axes, target, node);
  }

  /** @param sizes the batch first; one of the others may be open */
  reshaped(x: Flow, sizes: readonly Size[], node: OnnxNode): Flow {
    const config = { target_shape: sizes.slice(1).map((size) => size ?? -1) };
    const layer = this.emit({ className: 'Reshape', config, inputs: [x], node });
    return { ...x, layer, dims: sizes, order: sameOrder(sizes.length) };
  }

  /** What Stride must find too, where it is known. */
  tell({ layer, tensor = 0, dims }: Flow): void {
    if (dims) this.shapes.push({ layer, tensor, dims });
  }

  /** The layers, as a file of Keras's would list them. */
  file(outputs: readonly Flow[]): FileModel {
    const names = new Set(this.drafts.keys());
    const ref = (layer: string, tensor = 0) => ({ layer, node: 0, tensor });
    const layers = [...this.drafts.values()].map((draft): FileLayer => {
      const { className, module, name, config, inputs, inputShape } = draft;
      const refs = inputs.map(({ layer, tensor }) => ref(layer, tensor));
      const calls = className === inputClass ? [] : [{ inputs: refs, namedInputs: [], masks: [], options: {} }];
      return { className, module, registeredName: '', name, config, inputShape, calls, model: null };
    });
    return {
      className: 'Functional',
      name: this.model.graph.name || 'model',
      layers,
      inputs: layers.filter((one) => one.className === inputClass).map(({ name }) => ref(name)),
      outputs: outputs.map(({ layer, tensor }) => ref(layer, tensor)),
      shapes: this.shapes
        .filter(({ layer }) => names.has(layer))
        .map(({ layer, tensor, dims }) => ({ ref: ref(layer, tensor), shape: dims.slice(1) })),
    };
  }
}

const longestName = 60;

/** Last parts of names that say what a tensor is to its layer. */
const weightWords = /^(weight|kernel|W|w|bias|gamma|scale|embeddings?|alpha|weight_quantized)$/;

/** The layer that a weight belongs to by its name: `conv1` of `conv1.weight`, `c1` of `c1/kernel`. */
export function ownerOf({ name }: Constant): string | undefined {
  const parts = name.split(/[./:]/).filter((part) => part !== '');
  return parts.length > 1 && weightWords.test(parts.at(-1) ?? '') ? usable(parts.slice(0, -1)) : undefined;
}

/**
 * Where a node stands in the program that wrote it: `layer1.0.conv1` of PyTorch's `/layer1/layer1.0/conv1/Conv`, `c1` of
 * `c1/Conv`; what ends in the operator's own name.
 */
export function scopeOf({ name, opType }: OnnxNode): string {
  const parts = name.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const isOperator = last.replace(/_\d+$/, '').toLowerCase() === opType.toLowerCase();
  const path = isOperator && parts.length > 1 ? parts.slice(0, -1) : parts;
  const modules = path.filter((part, i) => !(path[i + 1] ?? '').startsWith(`${part}.`));
  return usable(modules) ?? '';
}

const usable = (parts: readonly string[]): string | undefined => {
  const name = parts
    .join('.')
    .replace(/[^A-Za-z0-9_.-]/g, '_')
    .replace(/^[^A-Za-z0-9]+/, '');
  return name === '' ? undefined : name;
};

/** How many numbers a sample has; `null` where that is open. */
export function sampleSize(dims: readonly Size[]): number | null {
  const sizes = dims.slice(1);
  return sizes.every((size) => size !== null) ? shapeSize(sizes) : null;
}
