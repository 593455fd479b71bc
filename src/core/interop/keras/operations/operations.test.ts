import { describe, expect, test } from 'vitest';
import { analyze } from '../../../analysis/analyze.ts';
import { readKerasModel } from '../read.ts';

const tensor = ['x', 0, 0] as const;

/** tf.keras's file of `function(x, …)`, with what stands in the call of its node. */
const lambda = (name: string, node: unknown, shape: readonly number[], className = 'TFOpLambda') => ({
  class_name: 'Functional',
  config: {
    name: 'm',
    layers: [
      {
        class_name: 'InputLayer',
        config: { name: 'x', batch_input_shape: [null, ...shape] },
        name: 'x',
        inbound_nodes: [],
      },
      { class_name: className, config: { name: 'op', function: name }, name: 'op', inbound_nodes: [node] },
    ],
    input_layers: [tensor],
    output_layers: [['op', 0, 0]],
  },
});

function made(model: unknown) {
  const read = readKerasModel(model);
  if (!read.ok) throw new Error(read.error.message);
  const { graph } = read.value.document;
  const { kind, params } = graph.nodes.op ?? {};
  return { kind, params, shape: analyze(graph).nodes.op?.output?.shape, report: read.value.report };
}

const image = [8, 6, 4];
const series = [10, 4];
const with_ = (options: object) => [[...tensor, options]];

describe('functions of tf.keras', () => {
  test.each([
    ['__operators__.add', with_({ y: 3, name: null }), image, 'rescaling', { scale: 1, offset: 3 }],
    ['math.multiply', with_({ y: 0.25, name: null }), image, 'rescaling', { scale: 0.25, offset: 0 }],
    ['math.subtract', with_({ y: 2 }), image, 'rescaling', { scale: 1, offset: -2 }],
    ['math.subtract', ['_CONSTANT_VALUE', -1, 2, { y: tensor }], image, 'rescaling', { scale: -1, offset: 2 }],
    ['math.truediv', with_({ y: 4 }), image, 'rescaling', { scale: 0.25, offset: 0 }],
    ['math.negative', with_({}), image, 'rescaling', { scale: -1, offset: 0 }],
    ['nn.relu', with_({ name: null }), image, 'relu', { maxValue: null, negativeSlope: 0, threshold: 0 }],
    ['nn.relu6', with_({}), image, 'activation', { activation: 'relu6' }],
    ['nn.gelu', with_({ approximate: false }), series, 'activation', { activation: 'gelu' }],
    ['nn.leaky_relu', with_({ alpha: 0.1 }), image, 'leakyRelu', { negativeSlope: 0.1 }],
    ['clip_by_value', with_({ clip_value_min: 0, clip_value_max: 6 }), image, 'relu', { maxValue: 6 }],
    ['math.reduce_mean', with_({ axis: [1, 2] }), image, 'globalAveragePooling2d', { keepdims: false }],
    ['math.reduce_max', with_({ axis: 1 }), series, 'globalMaxPooling1d', { keepdims: false }],
    ['reshape', with_({ shape: [-1, 48, 4] }), image, 'reshape', { targetShape: [48, 4] }],
    ['compat.v1.transpose', with_({ perm: [0, 2, 1] }), series, 'permute', { dims: [2, 1] }],
    ['expand_dims', with_({ axis: -1 }), series, 'reshape', { targetShape: [10, 4, 1] }],
    [
      'concat',
      [
        [...tensor, { axis: -1 }],
        [...tensor, { axis: -1 }],
      ],
      series,
      'concatenate',
      { axis: -1 },
    ],
    ['math.add', with_({ y: tensor }), image, 'add', {}],
    [
      'pad',
      with_({
        paddings: [
          [0, 0],
          [1, 2],
          [0, 0],
        ],
        mode: 'CONSTANT',
      }),
      series,
      'zeroPadding1d',
      { padding: [1, 2] },
    ],
  ])('%s %j of %j', (name, node, shape, kind, params) => {
    const found = made(lambda(name, node, shape));
    expect(found).toMatchObject({ kind, params });
    expect(found.report.custom).toEqual([]);
  });

  const all = { start: null, stop: null, step: null };
  test.each([
    [[all, 0], 'takeToken', { index: 0 }, [4]],
    [[all, -1, all], 'takeToken', { index: -1 }, [4]],
    [[all, { start: 2, stop: -1, step: null }], 'cropping1d', { cropping: [2, 1] }, [7, 4]],
    [[all, null], 'reshape', { targetShape: [1, 10, 4] }, [1, 10, 4]],
    [[all, all], 'activation', { activation: 'linear' }, [10, 4]],
    // No layer takes every second step, or one channel.
    [[all, { start: null, stop: null, step: 3 }], 'custom', {}, [4, 4]],
    [[all, all, 1], 'custom', {}, [10]],
  ])('the slice %j', (slices, kind, params, shape) => {
    const found = made(lambda('__operators__.getitem', with_({ slice_spec: slices }), series, 'SlicingOpLambda'));
    expect(found).toMatchObject({ kind, params, shape });
  });

  test.each([
    ['math.truediv', ['_CONSTANT_VALUE', -1, 1, { y: tensor }], image, image],
    ['math.truediv', with_({ y: 0 }), image, image],
    ['math.pow', with_({ y: 2 }), image, image],
    ['nn.gelu', with_({ approximate: true }), series, series],
    ['math.reduce_mean', with_({ axis: -1 }), image, [8, 6]],
    ['math.reduce_sum', with_({ axis: [1, 2], keepdims: true }), image, [1, 1, 4]],
    ['linalg.matmul', [[...tensor, { b: tensor, transpose_b: true }]], series, [10, 10]],
    [
      'stack',
      [
        [...tensor, { axis: 1 }],
        [...tensor, { axis: 1 }],
      ],
      series,
      [2, 10, 4],
    ],
    ['clip_by_value', with_({ clip_value_min: -1, clip_value_max: 1 }), image, image],
    ['constructor', with_({}), image, undefined],
  ])('%s %j stays as it came, with the shape that it has', (name, node, shape, output) => {
    expect(made(lambda(name, node, shape))).toMatchObject({ kind: 'custom', params: { outputShape: output ?? null } });
  });
});

test('nodes of a TensorFlow graph with their constants', () => {
  const model = lambda('', [[...tensor, {}]], image, 'TensorFlowOpLayer');
  const [input] = model.config.layers;
  const op = (node: object, constants: object) => {
    const config = { name: 'op', node_def: node, constants };
    const layer = { class_name: 'TensorFlowOpLayer', config, name: 'op', inbound_nodes: [[[...tensor, {}]]] };
    return made({ ...model, config: { ...model.config, layers: [input, layer] } });
  };
  expect(op({ op: 'AddV2' }, { 1: 3 })).toMatchObject({ kind: 'rescaling', params: { scale: 1, offset: 3 } });
  expect(op({ op: 'Relu6' }, {})).toMatchObject({ kind: 'activation', params: { activation: 'relu6' } });
  const mean = { op: 'Mean', attr: { keep_dims: { b: true } } };
  expect(op(mean, { 1: [1, 2] })).toMatchObject({ kind: 'globalAveragePooling2d', params: { keepdims: true } });
});
