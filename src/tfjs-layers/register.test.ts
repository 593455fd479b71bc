import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { centralDifferences } from '../engine/testing/finite-differences.ts';
import { layerSpecs, registerStrideLayers, strideLayers } from './register.ts';
import type { Tf } from './tf.ts';

const tf: Tf = { ...core, ...layers };

type Config = Readonly<Record<string, unknown>>;
type Case = readonly [className: string, config: Config, ...inputs: (readonly number[])[]];

// An orthogonal matrix takes more of tfjs than its layers bring.
const plainStart = { recurrent_initializer: { class_name: 'Zeros', config: {} } };

/** Every class, as a file has it; activations are smooth, for the differences. */
const cases: readonly Case[] = [
  [
    'Conv1D',
    { filters: 4, kernel_size: [2], groups: 2, padding: 'causal', dilation_rate: [2], activation: 'tanh' },
    [6, 4],
  ],
  ['Conv2D', { filters: 4, kernel_size: [2, 3], groups: 2, padding: 'same', dilation_rate: [2, 1] }, [4, 4, 2]],
  ['Conv3D', { filters: 2, kernel_size: [1, 2, 1], strides: [3, 2, 2], padding: 'same', groups: 2 }, [3, 4, 3, 2]],
  ['DepthwiseConv1D', { kernel_size: [3], depth_multiplier: 2, padding: 'same', activation: 'mish' }, [5, 2]],
  ['DepthwiseConv2D', { kernel_size: [2, 2], dilation_rate: [2, 2], activation: 'gelu' }, [4, 4, 2]],
  ['SeparableConv1D', { filters: 3, kernel_size: [2], strides: [2], depth_multiplier: 2 }, [5, 2]],
  ['Conv1DTranspose', { filters: 2, kernel_size: [3], strides: [2], padding: 'same' }, [3, 2]],
  [
    'Conv2DTranspose',
    { filters: 2, kernel_size: [3, 3], strides: [2, 2], output_padding: [1, 1], padding: 'same' },
    [3, 2, 2],
  ],
  ['GlobalAveragePooling1D', { keepdims: true }, [4, 2]],
  ['GlobalAveragePooling2D', { keepdims: true }, [3, 2, 2]],
  ['GlobalAveragePooling3D', {}, [2, 2, 2, 2]],
  ['GlobalMaxPooling1D', { keepdims: true }, [4, 2]],
  ['GlobalMaxPooling2D', { keepdims: true }, [3, 2, 2]],
  ['GlobalMaxPooling3D', {}, [2, 2, 2, 2]],
  ['AveragePooling3D', { pool_size: [1, 2, 1], strides: [3, 3, 3], padding: 'same' }, [4, 3, 4, 1]],
  ['MaxPooling3D', { pool_size: [1, 2, 1], strides: [3, 3, 3], padding: 'same' }, [4, 3, 4, 1]],
  ['ZeroPadding1D', { padding: [1, 2] }, [3, 2]],
  [
    'ZeroPadding3D',
    {
      padding: [
        [1, 0],
        [0, 1],
        [2, 0],
      ],
    },
    [2, 2, 2, 1],
  ],
  ['Cropping1D', { cropping: [1, 1] }, [4, 2]],
  [
    'Cropping3D',
    {
      cropping: [
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    },
    [3, 2, 2, 1],
  ],
  ['UpSampling1D', { size: 3 }, [2, 2]],
  ['UpSampling2D', { size: [2, 3], interpolation: 'bilinear' }, [2, 3, 2]],
  ['UpSampling3D', { size: [2, 1, 2] }, [2, 2, 1, 2]],
  ['BatchNormalization', { axis: 1 }, [3, 4]],
  ['LayerNormalization', { axis: [3, 4] }, [2, 2, 2, 3]],
  ['GroupNormalization', { groups: 2, epsilon: 0.01 }, [3, 4]],
  ['LocalResponseNormalization', { depth_radius: 1, alpha: 0.5, beta: 0.75 }, [3, 4]],
  ['UnitNormalization', { axis: -1 }, [3, 4]],
  ['Normalization', { axis: [-1] }, [3]],
  ['ReLU', { negative_slope: 0.2, threshold: 0.1 }, [5]],
  ['ELU', { alpha: 2 }, [5]],
  ['SpatialDropout2D', { rate: 0.5 }, [2, 2, 3]],
  ['SpatialDropout3D', { rate: 0.5 }, [2, 2, 2, 3]],
  ['Subtract', {}, [2, 3], [3]],
  ['AddPositionEmbedding', { sequence_length: 4 }, [3, 2]],
  ['AddSinePositionEmbedding', { max_wavelength: 100 }, [3, 4]],
  ['ClassToken', {}, [3, 2]],
  ['TakeToken', { index: -1 }, [3, 2]],
  ['PatchEmbedding', { patch_size: [2, 2], output_dim: 3 }, [5, 4, 2]],
  ['ReverseEmbedding', { input_dim: 5 }, [2, 3]],
  ['MultiHeadAttention', { num_heads: 2, key_dim: 3, value_dim: 2, use_causal_mask: true }, [4, 3]],
  [
    'GRU',
    { units: 2, reset_after: true, ...plainStart, return_sequences: true, recurrent_activation: 'hard_silu' },
    [3, 2],
  ],
  [
    'Bidirectional',
    { layer: { class_name: 'GRU', config: { name: 'inner', units: 2, reset_after: true, ...plainStart } } },
    [3, 2],
  ],
];

/** A file's topology of one layer, and what comes after it in `after`. */
function topology([className, config, ...inputs]: Case) {
  const names = inputs.map((_, i) => `in_${i}`);
  const sources = inputs.map((shape, i) => ({
    class_name: 'InputLayer',
    name: names[i],
    config: { name: names[i], batch_input_shape: [null, ...shape], dtype: 'float32' },
    inbound_nodes: [],
  }));
  const own = {
    class_name: className,
    name: 'layer',
    config: { ...config, name: 'layer', trainable: true },
    inbound_nodes: [names.map((name) => [name, 0, 0, {}])],
  };
  const refs = names.map((name) => [name, 0, 0]);
  const model = { name: 'model', layers: [...sources, own], input_layers: refs, output_layers: [['layer', 0, 0]] };
  return { model_config: { class_name: 'Functional', config: model } };
}

const opened = (modelTopology: object): Promise<layers.LayersModel> =>
  tf.loadLayersModel({ load: async () => ({ modelTopology }) });

const drawn = (shape: readonly number[], seed: number): core.Tensor =>
  tf.randomNormal([...shape], 0, 0.7, 'float32', seed);

/** The model with weights that no initialiser gives; a variance is positive. */
async function modelOf(one: Case): Promise<layers.LayersModel> {
  const model = await opened(topology(one));
  model.setWeights(
    model.weights.map(({ shape, originalName }, i) => {
      const values = drawn(shape.map(Number), 11 + i);
      return originalName.endsWith('variance') ? tf.add(tf.abs(values), 0.5) : values;
    }),
  );
  return model;
}

function outputOf(model: layers.LayersModel, inputs: core.Tensor[], training = false): core.Tensor {
  const output = model.apply(inputs, { training });
  if (!(output instanceof core.Tensor)) throw new Error('several outputs');
  return output;
}

const inputsOf = ([, , ...shapes]: Case): core.Tensor[] => shapes.map((shape, i) => drawn([2, ...shape], 3 + i));

beforeAll(async () => {
  tf.env().set('PROD', true);
  await tf.setBackend('cpu');
  registerStrideLayers(tf);
});

describe.each(cases.map((one) => [one[0], one] as const))('%s', (_, one) => {
  it('announces the shape that it puts out', async () => {
    const model = await modelOf(one);
    expect(model.outputs[0]?.shape.slice(1)).toEqual(outputOf(model, inputsOf(one)).shape.slice(1));
  });

  it('comes back from a file with the same config and the same answers', async () => {
    const model = await modelOf(one);
    const written = JSON.parse(String(model.toJSON()));
    const back = await opened({ model_config: written });
    expect(JSON.parse(String(back.toJSON()))).toEqual(written);
    const kept = written.config.layers.find(({ name }: { name: string }) => name === 'layer').config;
    expect(kept).toMatchObject(one[0] === 'Bidirectional' ? {} : one[1]);
    back.setWeights(model.getWeights());
    const inputs = inputsOf(one);
    expect(await outputOf(back, inputs).data()).toEqual(await outputOf(model, inputs).data());
  });

  it('has the gradients that differences show, of its inputs and of each weight', async () => {
    const model = await modelOf(one);
    const inputs = inputsOf(one);
    const sum = (xs: core.Tensor[]): core.Scalar => {
      const y = outputOf(model, xs);
      return tf.sum<core.Scalar>(tf.mul(y, drawn(y.shape, 5)));
    };
    const places = (size: number): number[] =>
      [...new Set([0, 1, 2, size >> 1, size - 1])].filter((n) => n >= 0 && n < size);
    const compare = (name: string, given: core.Tensor, gradient: core.Tensor, f: (x: core.Tensor) => number) => {
      const exact = gradient.dataSync();
      const at = new Float32Array(given.dataSync());
      const moved = (values: Float32Array): number => f(tf.tensor(values, given.shape));
      for (const [place, slope] of centralDifferences(moved, at, places(at.length), 0.005)) {
        const allowed = 0.01 * Math.max(1, Math.abs(slope));
        expect(Math.abs(slope - (exact[place] ?? Number.NaN)), `${name}[${place}]`).toBeLessThan(allowed);
      }
    };
    for (const [i, gradient] of tf
      .grads((...xs: core.Tensor[]) => sum(xs))(inputs)
      .entries()) {
      const given = inputs[i];
      const f = (x: core.Tensor): number => sum(inputs.map((other, j) => (j === i ? x : other))).dataSync()[0] ?? 0;
      if (given) compare(`input ${i}`, given, gradient, f);
    }
    if (model.trainableWeights.length === 0) return;
    const { grads } = tf.variableGrads(() => sum(inputs));
    expect(Object.keys(grads)).toHaveLength(model.trainableWeights.length);
    for (const weight of model.trainableWeights) {
      const given = weight.read().clone();
      const gradient = grads[weight.name];
      if (gradient === undefined) throw new Error(`${weight.name} has no gradient`);
      compare(weight.name, given, gradient, (x) => {
        weight.write(x);
        return sum(inputs).dataSync()[0] ?? 0;
      });
      weight.write(given);
    }
  });
});

describe('registerStrideLayers', () => {
  it('is tried here with each class that it registers', () => {
    const tried = new Set(cases.map(([className]) => className));
    expect(layerSpecs.map(({ className }) => className).filter((name) => !tried.has(name))).toEqual([]);
  });

  it('leaves to tfjs what tfjs computes right', async () => {
    for (const [className, config, shape] of [
      ['Conv2D', { filters: 2, kernel_size: [2, 2] }, [3, 3, 1]],
      ['GRU', { units: 2, reset_after: false, recurrent_initializer: { class_name: 'Zeros', config: {} } }, [3, 2]],
      ['ReLU', { max_value: 6 }, [3]],
    ] as const) {
      const model = await opened(topology([className, config, shape]));
      const stock = {
        Conv2D: tf.layers.conv2d({ filters: 1, kernelSize: 1 }),
        GRU: tf.layers.gru({ units: 1 }),
        ReLU: tf.layers.reLU(),
      };
      expect(model.getLayer('layer').constructor).toBe(stock[className].constructor);
    }
  });

  it('can be called again', async () => {
    registerStrideLayers(tf);
    const model = await opened(topology(['Subtract', {}, [2], [2]]));
    expect(await outputOf(model, [tf.tensor2d([[5, 1]]), tf.tensor2d([[2, 4]])]).data()).toEqual(
      new Float32Array([3, -3]),
    );
  });
});

describe('strideLayers', () => {
  it('makes each layer by a name as tfjs has them, from what tfjs’s own take', async () => {
    const made = strideLayers(tf);
    expect(Object.keys(made)).toEqual(
      expect.arrayContaining(['conv1dTranspose', 'groupNormalization', 'gru', 'elu', 'reLU', 'upSampling3d']),
    );
    const layer = made.groupNormalization?.({
      groups: 2,
      gammaInitializer: tf.initializers.constant({ value: 3 }),
      betaInitializer: 'ones',
      gammaRegularizer: tf.regularizers.l2({ l2: 0.5 }),
      name: 'grouped',
    });
    if (!layer) throw new Error('there is no maker of GroupNormalization');
    const input = tf.input({ shape: [3, 4] });
    const output = layer.apply(input);
    if (!(output instanceof layers.SymbolicTensor)) throw new Error('several outputs');
    const model = tf.model({ inputs: input, outputs: output });
    expect(model.getWeights().map((weight) => [...weight.dataSync()])).toEqual([
      [3, 3, 3, 3],
      [1, 1, 1, 1],
    ]);
    expect(model.calculateLosses().map((loss) => loss.dataSync()[0])).toEqual([18]);
    const back = await opened({ model_config: JSON.parse(String(model.toJSON())) });
    expect(back.getLayer('grouped').getConfig()).toEqual(layer.getConfig());
  });

  it('makes a layer that another holds', () => {
    const { gru } = strideLayers(tf);
    const input = tf.input({ shape: [4, 3] });
    const inner = gru?.({ units: 2, resetAfter: true, recurrentInitializer: 'zeros', name: 'inner' });
    if (!(inner instanceof layers.RNN)) throw new Error('a GRU is no recurrent layer');
    const output = tf.layers.bidirectional({ layer: inner, mergeMode: 'concat' }).apply(input);
    expect([output].flat().map(({ shape }) => shape)).toEqual([[null, 4]]);
  });
});

describe('in training', () => {
  it('normalises a batch, and moves its averages, as tfjs’s own batch normalisation', async () => {
    const x = drawn([4, 3, 2], 9);
    const run = async (axis: number) => {
      const model = await modelOf(['BatchNormalization', { axis, momentum: 0.9, epsilon: 0.01 }, [3, 2]]);
      const output = [...(await outputOf(model, [x], true).data())];
      return [...output, ...model.getWeights().flatMap((weight) => [...weight.dataSync()])];
    };
    const [own, stock] = [await run(2), await run(-1)];
    expect(own).toHaveLength(24 + 8);
    for (const [i, value] of own.entries()) expect(value).toBeCloseTo(stock[i] ?? Number.NaN, 5);
  });

  it('drops whole channels, and scales the others up', async () => {
    const model = await modelOf(['SpatialDropout2D', { rate: 0.5 }, [3, 3, 40]]);
    const y = outputOf(model, [tf.ones([1, 3, 3, 40])], true);
    const values = [...(await tf.max(y, [0, 1, 2]).data())];
    expect([...(await tf.min(y, [0, 1, 2]).data())]).toEqual(values);
    expect(new Set(values)).toEqual(new Set([0, 2]));
  });

  it('drops the same at every step of a GRU, and leaves no tensor behind', async () => {
    const model = await modelOf([
      'GRU',
      { units: 3, reset_after: true, ...plainStart, dropout: 0.5, recurrent_dropout: 0.5 },
      [4, 30],
    ]);
    const x = drawn([2, 4, 30], 4);
    const before = tf.memory().numTensors;
    const differ = tf.tidy(
      () => tf.max(tf.abs(tf.sub(outputOf(model, [x], true), outputOf(model, [x])))).dataSync()[0],
    );
    expect(differ).toBeGreaterThan(1e-3);
    expect(tf.memory().numTensors).toBe(before);
  });
});
