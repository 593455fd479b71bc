import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor } from '../model.ts';
import { constantOf } from './values.ts';

/** What the patterns look at. */
class Wiring {
  private readonly makers = new Map<string, OnnxNode>();
  private readonly counts = new Map<string, number>();
  private readonly numbers = new Map<string, number>();
  private readonly tensors = new Map<string, OnnxTensor>();

  constructor(graph: OnnxGraph) {
    const count = (name: string) => this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    for (const node of graph.nodes) {
      for (const output of node.outputs) this.makers.set(output, node);
      for (const input of node.inputs) count(input);
      const value = node.opType === 'Constant' ? node.attributes.get('value') : undefined;
      if (value?.type === 'tensor') this.learn(node.outputs[0] ?? '', value.value);
    }
    for (const tensor of graph.initializers) this.learn(tensor.name, tensor);
    // What the graph puts out is read by somebody.
    for (const { name } of graph.outputs) count(name);
  }

  private learn(name: string, tensor: OnnxTensor): void {
    this.tensors.set(name, tensor);
    if (tensor.dims.reduce((all, size) => all * size, 1) !== 1) return;
    const value = constantOf(tensor)?.values[0];
    if (value !== undefined) this.numbers.set(name, value);
  }

  isWeight(name: string): boolean {
    return this.tensors.has(name);
  }

  /** How many numbers a list has, all of them 1; `null`: it is none of those. */
  sizeOfOnes(name: string): number | null {
    const tensor = this.tensors.get(name);
    const values = tensor?.dims.length === 1 ? constantOf(tensor)?.values : undefined;
    return values && Array.from(values).every((value) => value === 1) ? values.length : null;
  }

  /** The node of this operator that makes a value, which nothing else reads. */
  only(name: string, ...opTypes: readonly string[]): OnnxNode | null {
    const maker = this.makers.get(name);
    return maker && opTypes.includes(maker.opType) && this.counts.get(name) === 1 ? maker : null;
  }

  number(name: string): number | null {
    return this.numbers.get(name) ?? null;
  }

  is(name: string, wanted: number): boolean {
    const value = this.number(name);
    return value !== null && Math.abs(value - wanted) < 1e-4 * Math.max(1, Math.abs(wanted));
  }
}

interface Match {
  /** What the function is of, and its weights. */
  readonly inputs: readonly string[];
  readonly opType: string;
  /** Nodes before the last one, which it stands for too. */
  readonly inner: readonly OnnxNode[];
  readonly attributes?: ReadonlyMap<string, OnnxAttribute>;
}

type Pattern = (node: OnnxNode, wiring: Wiring) => Match | null;

const either = ({ inputs: [a = '', b = ''] }: OnnxNode): readonly (readonly [string, string])[] => [
  [a, b],
  [b, a],
];

function first<T>(pairs: readonly (readonly [string, string])[], find: (a: string, b: string) => T | null): T | null {
  for (const [a, b] of pairs) {
    const found = find(a, b);
    if (found !== null) return found;
  }
  return null;
}

/** `x · σ(x)`, and with the slope of Keras's hard sigmoid. */
const swish: Pattern = (node, wiring) =>
  node.opType !== 'Mul'
    ? null
    : first(either(node), (x, other) => {
        const gate = wiring.only(other, 'Sigmoid', 'HardSigmoid');
        if (gate?.inputs[0] !== x) return null;
        if (gate.opType === 'Sigmoid') return { inputs: [x], opType: 'Swish', inner: [gate] };
        const slope = gate.attributes.get('alpha');
        const isKeras = slope?.type === 'float' && Math.abs(slope.value - 1 / 6) < 1e-6;
        return isKeras ? { inputs: [x], opType: 'HardSwish', inner: [gate] } : null;
      });

/** `x · tanh(ln(1 + eˣ))` */
const mish: Pattern = (node, wiring) =>
  node.opType !== 'Mul'
    ? null
    : first(either(node), (x, other) => {
        const tanh = wiring.only(other, 'Tanh');
        const softplus = tanh && wiring.only(tanh.inputs[0] ?? '', 'Softplus');
        return tanh && softplus?.inputs[0] === x ? { inputs: [x], opType: 'Mish', inner: [tanh, softplus] } : null;
      });

/** A product of several values, as far as nothing else reads what is between. */
interface Product {
  readonly scale: number;
  readonly factors: readonly string[];
  readonly nodes: readonly OnnxNode[];
}

function productOf(name: string, wiring: Wiring, depth = 0): Product {
  const value = wiring.number(name);
  if (value !== null) return { scale: value, factors: [], nodes: [] };
  const node = depth < 4 ? wiring.only(name, 'Mul', 'Div') : null;
  return node ? productAt(node, wiring, depth) : { scale: 1, factors: [name], nodes: [] };
}

function productAt(node: OnnxNode, wiring: Wiring, depth: number): Product {
  const [a = '', b = ''] = node.inputs;
  const left = productOf(a, wiring, depth + 1);
  if (node.opType === 'Div') {
    const by = wiring.number(b);
    const whole = { scale: 1, factors: [node.outputs[0] ?? ''], nodes: [] };
    return by === null ? whole : { ...left, scale: left.scale / by, nodes: [node, ...left.nodes] };
  }
  const right = productOf(b, wiring, depth + 1);
  return {
    scale: left.scale * right.scale,
    factors: [...left.factors, ...right.factors],
    nodes: [node, ...left.nodes, ...right.nodes],
  };
}

/** `x / 2 · (1 + erf(x / √2))`, in whatever order it is multiplied. Hendrycks and Gimpel 2016. */
const gelu: Pattern = (node, wiring) => {
  if (node.opType !== 'Mul') return null;
  const { scale, factors, nodes } = productAt(node, wiring, 0);
  if (factors.length !== 2 || Math.abs(scale - 0.5) > 1e-4) return null;
  const [a = '', b = ''] = factors;
  return first(
    [
      [a, b],
      [b, a],
    ],
    (x, share) => {
      const sum = wiring.only(share, 'Add');
      const inside = sum && first(either(sum), (erf, one) => (wiring.is(one, 1) ? wiring.only(erf, 'Erf') : null));
      if (!sum || !inside) return null;
      const scaled = productOf(inside.inputs[0] ?? '', wiring);
      const fits =
        scaled.factors.length === 1 && scaled.factors[0] === x && Math.abs(scaled.scale - Math.SQRT1_2) < 1e-4;
      const inner = [...nodes, sum, inside, ...scaled.nodes].filter((one) => one !== node);
      return fits ? { inputs: [x], opType: 'Gelu', inner } : null;
    },
  );
};

/** Groups of channels as the channels of an InstanceNormalization, and what each channel is scaled and moved by after it. */
const groups: Pattern = (node, wiring) =>
  node.opType !== 'Add'
    ? null
    : first(either(node), (product, offset) => {
        const scaled = wiring.only(product, 'Mul');
        if (!scaled || !wiring.isWeight(offset)) return null;
        return first(either(scaled), (value, scale) => {
          const back = wiring.isWeight(scale) ? wiring.only(value, 'Reshape') : null;
          const normal = back && wiring.only(back.inputs[0] ?? '', 'InstanceNormalization');
          const rows = normal && wiring.only(normal.inputs[0] ?? '', 'Reshape');
          const count = normal ? wiring.sizeOfOnes(normal.inputs[1] ?? '') : null;
          if (!scaled || !back || !normal || !rows || count === null) return null;
          const epsilon = normal.attributes.get('epsilon');
          return {
            inputs: [rows.inputs[0] ?? '', scale, offset],
            opType: 'GroupNormalization',
            inner: [scaled, back, normal, rows],
            attributes: new Map<string, OnnxAttribute>([
              ['num_groups', { type: 'int', value: count }],
              ...(epsilon ? [['epsilon', epsilon] as const] : []),
            ]),
          };
        });
      });

const patterns: readonly Pattern[] = [gelu, swish, mish, groups];

/** The graph with functions that exporters write as several operators as the one that newer versions of ONNX have for them. */
export function withFunctions(graph: OnnxGraph): OnnxGraph {
  const wiring = new Wiring(graph);
  const gone = new Set<OnnxNode>();
  const nodes = graph.nodes.map((node) => {
    const found = patterns.reduce<Match | null>((match, pattern) => match ?? pattern(node, wiring), null);
    if (!found) return node;
    for (const one of found.inner) gone.add(one);
    const { inputs, opType, attributes = new Map() } = found;
    // It stands where its first operator stood in the program, as its name tells.
    return { ...node, opType, inputs, attributes, name: node.name.replace(/[^/]*$/, opType) };
  });
  return {
    ...graph,
    nodes: wanted(
      nodes.filter((node) => !gone.has(node)),
      graph,
    ),
  };
}

/** The nodes that something comes of: what asked for sizes of values that are gone, among others, is left out. */
function wanted(nodes: readonly OnnxNode[], { outputs }: OnnxGraph): readonly OnnxNode[] {
  const asked = new Set(outputs.map(({ name }) => name));
  const kept = [...nodes].reverse().filter((node) => {
    if (!node.outputs.some((name) => asked.has(name))) return false;
    for (const name of node.inputs) asked.add(name);
    for (const { type, value } of node.attributes.values()) if (type === 'graph') askedInside(value, asked);
    return true;
  });
  return kept.reverse();
}

/** What a graph inside a node reads of the one around it. */
function askedInside({ nodes }: OnnxGraph, asked: Set<string>): void {
  for (const node of nodes) {
    for (const name of node.inputs) asked.add(name);
    for (const { type, value } of node.attributes.values()) if (type === 'graph') askedInside(value, asked);
  }
}
