import { describe, expect, it } from 'vitest';
import { encodeOnnx } from '../encode.ts';
import { type OnnxAttribute, type OnnxNode, type OnnxTensor, onnxDataType } from '../model.ts';
import { readModel, readOnnx, withExternal } from './read.ts';

type Attributes = Readonly<Record<string, OnnxAttribute>>;

const int = (value: number): OnnxAttribute => ({ type: 'int', value });
const ints = (...value: readonly number[]): OnnxAttribute => ({ type: 'ints', value });
const text = (value: string): OnnxAttribute => ({ type: 'string', value });

function node(opType: string, inputs: readonly string[], output: string, attributes: Attributes = {}): OnnxNode {
  return {
    name: `${output}/${opType}`,
    opType,
    domain: '',
    inputs,
    outputs: [output],
    attributes: new Map(Object.entries(attributes)),
  };
}

/** Values that count up from 1. */
function weight(name: string, dims: readonly number[], values?: readonly number[]): OnnxTensor {
  const count = dims.reduce((all, size) => all * size, 1);
  const data = Float32Array.from({ length: count }, (_, i) => values?.[i] ?? i + 1);
  return { name, dataType: onnxDataType.float32, dims, data: new Uint8Array(data.buffer) };
}

interface Drawn {
  readonly dims: readonly (number | string)[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers?: readonly OnnxTensor[];
  readonly output?: string;
}

const modelOf = ({ dims, nodes, initializers = [], output = 'y' }: Drawn) => ({
  irVersion: 8,
  opsets: new Map([['', 17]]),
  producer: '',
  metadata: new Map<string, string>(),
  told: new Map(),
  graph: {
    name: 'drawn',
    nodes,
    initializers,
    inputs: [{ name: 'x', dataType: onnxDataType.float32, dims }],
    outputs: [{ name: output, dataType: onnxDataType.float32, dims: [] }],
  },
});

function read(drawn: Drawn) {
  const found = readModel(modelOf(drawn), {});
  if (!found.ok) throw new Error(found.error.message);
  const { document, report, weights } = found.value;
  const nodes = Object.values(document.graph.nodes);
  return {
    kinds: nodes.map(({ kind }) => kind),
    params: (kind: string) => nodes.find((one) => one.kind === kind)?.params,
    kept: report.custom.map(({ message }) => message),
    weights: new Map(weights?.map(({ name, values }) => [name, [...values]])),
  };
}

describe('operators that exporters write as several', () => {
  const half = weight('half', [], [0.5]);
  const one = weight('one', [], [1]);
  const root = weight('root', [], [Math.SQRT2]);

  it.each([
    [
      'gelu',
      [
        node('Div', ['x', 'root'], 'a'),
        node('Erf', ['a'], 'b'),
        node('Add', ['b', 'one'], 'c'),
        node('Mul', ['x', 'c'], 'd'),
        node('Mul', ['d', 'half'], 'y'),
      ],
    ],
    [
      'gelu',
      [
        node('Mul', ['x', 'half'], 'd'),
        node('Div', ['x', 'root'], 'a'),
        node('Erf', ['a'], 'b'),
        node('Add', ['one', 'b'], 'c'),
        node('Mul', ['d', 'c'], 'y'),
      ],
    ],
    ['silu', [node('Sigmoid', ['x'], 'a'), node('Mul', ['x', 'a'], 'y')]],
    ['mish', [node('Softplus', ['x'], 'a'), node('Tanh', ['a'], 'b'), node('Mul', ['b', 'x'], 'y')]],
  ] as const)('%s is one activation', (name, nodes) => {
    const { kinds, params, kept } = read({ dims: ['n', 4], nodes, initializers: [half, one, root] });
    expect(kept).toEqual([]);
    expect(kinds).toHaveLength(2);
    expect(
      [kinds[1], params('activation')?.activation].filter((one) => one === name || one === 'activation'),
    ).not.toEqual([]);
  });

  it('a gate that something else reads stays what it is', () => {
    const nodes = [node('Sigmoid', ['x'], 'a'), node('Mul', ['x', 'a'], 'b'), node('Add', ['a', 'b'], 'y')];
    expect(read({ dims: ['n', 4], nodes }).kinds).toEqual(['input', 'activation', 'multiply', 'add']);
  });
});

describe('weights', () => {
  it('of a product behind a flattened image have their rows in the order of channels last', () => {
    const { weights } = read({
      dims: ['n', 2, 1, 2],
      nodes: [
        node('Conv', ['x', 'k'], 'a'),
        node('Flatten', ['a'], 'b'),
        node('Gemm', ['b', 'fc.weight', 'fc.bias'], 'y', { transB: int(1) }),
      ],
      initializers: [weight('k', [2, 2, 1, 1]), weight('fc.weight', [1, 4]), weight('fc.bias', [1])],
    });
    // Channel 0 at both places, then channel 1, becomes both channels at the first place, then at the second.
    expect(weights.get('fc/kernel')).toEqual([1, 3, 2, 4]);
    expect(weights.get('a/kernel')).toEqual([1, 3, 2, 4]);
  });

  it('take a constant that is added right after a product as their bias', () => {
    const { kinds, weights } = read({
      dims: ['n', 3],
      nodes: [node('MatMul', ['x', 'w'], 'a'), node('Add', ['b', 'a'], 'y')],
      initializers: [weight('w', [3, 2]), weight('b', [2], [7, 8])],
    });
    expect(kinds).toEqual(['input', 'dense']);
    expect([...weights.values()]).toEqual([
      [1, 2, 3, 4, 5, 6],
      [7, 8],
    ]);
  });

  it('are looked for beside the model where it says so, and named where they are not there', async () => {
    const drawn = modelOf({
      dims: ['n', 1],
      nodes: [node('MatMul', ['x', 'w'], 'y')],
      initializers: [weight('w', [1, 1])],
    });
    const bytes = encodeOnnx(drawn);
    expect((await readOnnx(bytes, async () => null)).ok).toBe(true);
    const outside = { ...weight('w', [1, 1]), data: new Uint8Array(0), location: 'w.bin', offset: 4, length: 4 };
    const model = { ...drawn, graph: { ...drawn.graph, initializers: [outside] } };
    expect(await withExternal(model, async () => null)).toMatchObject({
      ok: false,
      error: { values: { file: 'w.bin' } },
    });
    const file = new Uint8Array(Float32Array.of(9, 5).buffer);
    const whole = await withExternal(model, async (path) => (path === 'w.bin' ? file : null));
    const found = whole.ok ? readModel(whole.value, {}) : null;
    expect(found?.ok && found.value.weights?.map(({ values }) => [...values])).toEqual([[5]]);
  });
});

describe('what no layer computes', () => {
  const operation = (name: string) => `Stride has no layer that computes the operation ${name} as it is called.`;

  it('is kept and named, and so is what needs its shape', () => {
    const { kinds, kept } = read({
      dims: ['n', 4, 8, 8],
      nodes: [
        node('Conv', ['x', 'k'], 'a'),
        node('DepthToSpace', ['a'], 'b', { blocksize: int(2) }),
        node('Relu', ['b'], 'y'),
      ],
      initializers: [weight('k', [4, 4, 3, 3])],
    });
    expect(kinds).toEqual(['input', 'conv2d', 'custom', 'activation']);
    expect(kept).toEqual([operation('DepthToSpace')]);
  });

  it.each<readonly [string, readonly (number | string)[], OnnxNode]>([
    ['Softmax', ['n', 3, 4, 4], node('Softmax', ['x'], 'y', { axis: int(2) })],
    [
      'MaxPool',
      ['n', 3, 7, 7],
      node('MaxPool', ['x'], 'y', { kernel_shape: ints(3, 3), strides: ints(2, 2), pads: ints(2, 2, 2, 2) }),
    ],
    ['Pad', ['n', 3, 4, 4], node('Pad', ['x'], 'y', { pads: ints(0, 0, 1, 1, 0, 0, 1, 1), mode: text('reflect') })],
    ['HardSigmoid', ['n', 3], node('HardSigmoid', ['x'], 'y')],
    ['Gelu', ['n', 3], node('Gelu', ['x'], 'y', { approximate: text('tanh') })],
    ['Concat', ['n', 3], node('Concat', ['x', 'x'], 'y', { axis: int(0) })],
    ['Reshape', ['n', 3], node('Reshape', ['x', 'shape'], 'y')],
  ])('%s in a form that only resembles a layer is kept', (name, dims, one) => {
    const shape: OnnxTensor = {
      name: 'shape',
      dataType: onnxDataType.int64,
      dims: [1],
      data: new Uint8Array(new BigInt64Array([-1n]).buffer),
    };
    const { kept } = read({ dims, nodes: [one], initializers: [shape] });
    expect(kept).toEqual([operation(name)]);
  });

  it('maxima over added zeros are read where nothing is below 0', () => {
    const pool = (from: string) =>
      node('MaxPool', [from], 'y', { kernel_shape: ints(3, 3), strides: ints(2, 2), pads: ints(1, 1, 1, 1) });
    expect(read({ dims: ['n', 3, 8, 8], nodes: [pool('x')] }).kept).toEqual([operation('MaxPool')]);
    const { kinds } = read({ dims: ['n', 3, 8, 8], nodes: [node('Relu', ['x'], 'a'), pool('a')] });
    expect(kinds).toEqual(['input', 'activation', 'zeroPadding2d', 'maxPooling2d']);
  });
});

describe('files that are no network here', () => {
  it('says why an input cannot be one', () => {
    const found = readModel(modelOf({ dims: [5], nodes: [node('Relu', ['x'], 'y')] }), {});
    expect(found).toMatchObject({ ok: false, error: { code: 'onnxInput', values: { name: 'x', axes: '1' } } });
  });

  it('says that a file is cut off', async () => {
    const bytes = encodeOnnx(modelOf({ dims: ['n', 2], nodes: [node('Relu', ['x'], 'y')] }));
    const found = await readOnnx(bytes.subarray(0, bytes.length - 3), async () => null);
    expect(found).toMatchObject({ ok: false, error: { code: 'onnxDamaged' } });
  });
});
