import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../../analysis/testing/graph.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import type { CompiledNetwork } from '../../../compile/topology.ts';
import { shapeSize } from '../../../math/shape.ts';
import type { NamedTensor } from '../../tensors.ts';
import { rewrites } from '../../tfjs/rewrites.ts';
import { readOnnx } from '../testing/read.ts';
import { emitters } from './layers/table.ts';
import { type OnnxOptions, writeOnnx } from './write.ts';

function compile(lines: readonly Line[]): CompiledNetwork {
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) throw new Error(compiled.error.map((one) => one.message).join(' '));
  return compiled.value;
}

/** Values from −1 to 1 in no simple order. */
function weight(name: string, shape: readonly number[]): NamedTensor {
  const values = Float32Array.from({ length: shapeSize(shape) }, (_, i) => Math.sin(1 + i * i));
  return { name, shape, values };
}

function written(network: CompiledNetwork, weights: readonly NamedTensor[], options: OnnxOptions = {}) {
  const result = writeOnnx(network, weights, options);
  if (!result.ok) throw new Error(result.error.map((one) => one.message).join(' '));
  const [file] = result.value;
  if (file === undefined) throw new Error('no file');
  return readOnnx(file.bytes);
}

const operators = ({ nodes }: ReturnType<typeof readOnnx>): readonly string[] => nodes.map(({ opType }) => opType);

const picture: readonly Line[] = [
  ['image', 'input', { shape: [8, 6, 3] }],
  ['conv', 'conv2d', { filters: 4, kernelSize: [3, 3], strides: [2, 2], padding: 'same' }, ['image']],
  ['norm', 'batchNormalization', {}, ['conv']],
  ['bent', 'relu', {}, ['norm']],
];
const pictureWeights = [
  weight('conv/kernel', [3, 3, 3, 4]),
  weight('conv/bias', [4]),
  ...['gamma', 'beta', 'moving_mean', 'moving_variance'].map((name) => weight(`norm/${name}`, [4])),
];

describe('an ONNX file', () => {
  it('has its batch open, and images with their channels where they are asked for', () => {
    const network = compile(picture);
    const last = written(network, pictureWeights);
    expect(last.opset).toEqual([17]);
    expect(last.inputs).toEqual([{ name: 'image', dims: ['batch', 8, 6, 3] }]);
    expect(last.outputs).toEqual([{ name: 'bent', dims: ['batch', 4, 3, 4] }]);
    expect(operators(last)).toEqual(['Transpose', 'Conv', 'BatchNormalization', 'Relu', 'Transpose']);
    expect(last.nodes.map(({ attributes }) => attributes.perm)).toMatchObject({ 0: [0, 3, 1, 2], 4: [0, 2, 3, 1] });
    const first = written(network, pictureWeights, { layout: 'nchw' });
    expect(first.inputs).toEqual([{ name: 'image', dims: ['batch', 3, 8, 6] }]);
    expect(first.outputs).toEqual([{ name: 'bent', dims: ['batch', 4, 4, 3] }]);
    expect(operators(first)).toEqual(['Conv', 'BatchNormalization', 'Relu']);
  });

  it('pads as TensorFlow does: what is odd comes after', () => {
    const [conv] = written(compile(picture), pictureWeights, { layout: 'nchw' }).nodes;
    expect(conv?.attributes).toMatchObject({ pads: [0, 0, 1, 1], strides: [2, 2], kernel_shape: [3, 3], group: 1 });
  });

  it('has weights under their own names, kernels turned', () => {
    const { weights, nodes } = written(compile(picture), pictureWeights);
    expect([...weights.keys()]).toEqual(pictureWeights.map(({ name }) => name));
    const kernel = weights.get('conv/kernel');
    expect(kernel?.dims).toEqual([4, 3, 3, 3]);
    // Filter 2, channel 1, row 2, column 0: [2, 0, 1, 2] in Keras's layout.
    const place = ((2 * 3 + 0) * 3 + 1) * 4 + 2;
    expect(kernel?.values[((2 * 3 + 1) * 3 + 2) * 3]).toBe(pictureWeights[0]?.values[place]);
    expect(nodes[2]?.inputs.slice(1)).toEqual(pictureWeights.slice(2).map(({ name }) => name));
  });

  it('flattens in Keras’s order', () => {
    const lines: readonly Line[] = [
      ...picture,
      ['flat', 'flatten', {}, ['bent']],
      ['fc', 'dense', { units: 5 }, ['flat']],
    ];
    const file = written(compile(lines), [...pictureWeights, weight('fc/kernel', [48, 5]), weight('fc/bias', [5])], {
      layout: 'nchw',
    });
    expect(operators(file).slice(3, 6)).toEqual(['Transpose', 'Reshape', 'Gemm']);
    expect(file.weights.get('fc/kernel')?.dims).toEqual([48, 5]);
  });

  it('turns what branches share once, and puts together along the channels wherever they are', () => {
    const lines: readonly Line[] = [
      ['image', 'input', { shape: [8, 6, 3] }],
      ['left', 'maxPooling2d', { poolSize: [2, 2] }, ['image']],
      ['right', 'averagePooling2d', { poolSize: [2, 2] }, ['image']],
      ['both', 'concatenate', {}, ['left', 'right']],
      ['mean', 'globalAveragePooling2d', {}, ['both']],
    ];
    const file = written(compile(lines), []);
    expect(operators(file)).toEqual(['Transpose', 'MaxPool', 'AveragePool', 'Concat', 'GlobalAveragePool', 'Flatten']);
    expect(file.nodes[3]?.attributes.axis).toBe(1);
    expect(file.nodes[2]?.attributes.count_include_pad).toBe(0);
  });

  it('gives each output a value of its own, none of them an input', () => {
    const lines: readonly Line[] = [
      ['image', 'input', { shape: [4] }],
      ['one', 'dropout', {}, ['image']],
      ['two', 'dropout', {}, ['image']],
    ];
    const { nodes, outputs } = written(compile(lines), []);
    expect(nodes.map(({ inputs, opType, outputs: [to] }) => [...inputs, opType, to])).toEqual([
      ['image', 'Identity', 'one'],
      ['image', 'Identity', 'two'],
    ]);
    expect(outputs.map(({ name }) => name)).toEqual(['one', 'two']);
  });

  it('says what else is known of it', () => {
    const metadata = { classes: ['cat', 'dog'], task: 'oneLabel' };
    expect(written(compile(picture), pictureWeights, { metadata }).metadata).toMatchObject({
      classes: '["cat","dog"]',
      task: 'oneLabel',
    });
  });

  it('says every class of layer that the compiler writes', () => {
    const classes = Object.keys(rewrites).filter((name) => name !== 'InputLayer');
    expect(classes.filter((name) => !Object.hasOwn(emitters, name))).toEqual([]);
    expect(classes.length).toBeGreaterThan(50);
  });
});

describe('recurrent layers', () => {
  const series = (kind: string, params: Line[2]): CompiledNetwork =>
    compile([
      ['series', 'input', { shape: [7, 2] }],
      ['memory', kind, { units: 3, ...params }, ['series']],
    ]);

  it('have their gates in ONNX’s order, and one bias of two', () => {
    const values = Float32Array.from({ length: 12 }, (_, i) => i);
    const { nodes, weights } = written(series('lstm', {}), [
      weight('memory/kernel', [2, 12]),
      weight('memory/recurrent_kernel', [3, 12]),
      { name: 'memory/bias', shape: [12], values },
    ]);
    expect(nodes.map(({ opType }) => opType)).toEqual(['Transpose', 'LSTM', 'Transpose', 'Reshape']);
    expect(nodes[1]?.attributes).toEqual({ hidden_size: 3, direction: 'forward' });
    expect(weights.get('memory/kernel')?.dims).toEqual([1, 12, 2]);
    // Keras's i, f, c, o as i, o, f, c.
    const turned = [0, 1, 2, 9, 10, 11, 3, 4, 5, 6, 7, 8];
    expect(weights.get('memory/bias')).toEqual({ dims: [1, 24], values: [...turned, ...turned.map(() => 0)] });
  });

  it('have both biases of a GRU that resets after its product', () => {
    const values = Float32Array.from({ length: 18 }, (_, i) => i);
    const { nodes, weights } = written(series('gru', { resetAfter: true, recurrentActivation: 'hardSigmoid' }), [
      weight('memory/kernel', [2, 9]),
      weight('memory/recurrent_kernel', [3, 9]),
      { name: 'memory/bias', shape: [2, 9], values },
    ]);
    expect(weights.get('memory/bias')).toEqual({ dims: [1, 18], values: [...values] });
    expect(nodes[1]?.attributes).toMatchObject({
      linear_before_reset: 1,
      activations: ['HardSigmoid', 'Tanh'],
      activation_alpha: [Math.fround(1 / 6)],
      activation_beta: [0.5],
    });
  });

  it('are written as steps where their operator lacks the activation', () => {
    const { nodes } = written(series('simpleRnn', { activation: 'gelu', goBackwards: true }), [
      weight('memory/kernel', [2, 3]),
      weight('memory/recurrent_kernel', [3, 3]),
      weight('memory/bias', [3]),
    ]);
    const scan = nodes.find(({ opType }) => opType === 'Scan');
    expect(scan?.attributes).toMatchObject({ num_scan_inputs: 1, scan_input_directions: [1] });
    expect(scan?.attributes.body).toMatchObject([
      { opType: 'Gemm' },
      { opType: 'Add' },
      { opType: 'Mul' },
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
  });
});

describe('what cannot be said', () => {
  it('names the layer', () => {
    const network = compile(picture);
    const { config } = network.topology;
    const layers = config.layers.map((layer) => (layer.name === 'conv' ? { ...layer, class_name: 'Odd' } : layer));
    const odd = { ...network, topology: { ...network.topology, config: { ...config, layers } } };
    expect(writeOnnx(odd, pictureWeights)).toMatchObject({
      ok: false,
      error: [{ code: 'export.onnx.layer', nodeId: 'conv', values: { layer: 'Odd' } }],
    });
  });

  it('names a file that would be too large, before any of it is made', () => {
    const network = compile([
      ['words', 'input', { shape: [5] }],
      ['table', 'embedding', { inputDim: 600_000, outputDim: 1000 }, ['words']],
    ]);
    const table = { name: 'table/embeddings', shape: [600_000, 1000], values: new Float32Array() };
    const made = writeOnnx(network, [table]);
    expect(made).toMatchObject({ ok: false, error: [{ code: 'export.onnx.size' }] });
    expect(made.ok ? 0 : made.error[0]?.values?.bytes).toBeGreaterThan(2_400_000_000);
  });
});
