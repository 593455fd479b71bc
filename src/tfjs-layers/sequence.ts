import type { Rank } from '@tensorflow/tfjs-core';
import type { Options } from './options.ts';
import { biasSlot, type LayerSpec, only, plusBias, product, type Sizes, sameShape } from './spec.ts';

const embeddings = (shape: Sizes, initializer: string) => [{ name: 'embeddings', shape, initializer }];

const stepsAndWidth = (inputs: readonly Sizes[]): readonly [number, number] => {
  const [steps = Number.NaN, width = Number.NaN] = only(inputs);
  return [steps, width];
};

/** Adds a trained vector to each position. */
const addPositionEmbedding: LayerSpec = {
  className: 'AddPositionEmbedding',
  weights: (options, inputs) => {
    const [steps, width] = stepsAndWidth(inputs);
    return embeddings([options.number('sequenceLength', steps), width], 'RandomUniform');
  },
  outputShape: sameShape,
  call: (tf, inputs, weights) => {
    const x = only(inputs);
    const [, steps = 1, width = 1] = x.shape;
    return tf.add(x, tf.slice(weights.get('embeddings'), [0, 0], [steps, width]));
  },
};

/** Vaswani et al. 2017, section 3.5: sines in the even places of a position's vector, cosines in the odd ones. */
const addSinePositionEmbedding: LayerSpec = {
  className: 'AddSinePositionEmbedding',
  outputShape: sameShape,
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    const [, steps = 1, width = 1] = x.shape;
    const longest = options.number('maxWavelength', 10_000);
    const waves = Array.from({ length: steps * width }, (_, at) => {
      const place = at % width;
      const angle = Math.floor(at / width) / longest ** ((place - (place % 2)) / width);
      return place % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
    });
    return tf.add(x, tf.tensor2d(waves, [steps, width]));
  },
};

/** Puts a trained step before the series. */
const classToken: LayerSpec = {
  className: 'ClassToken',
  weights: (_, inputs) => embeddings([1, stepsAndWidth(inputs)[1]], 'Zeros'),
  outputShape: (_, inputs) => {
    const [steps, width] = stepsAndWidth(inputs);
    return [steps + 1, width];
  },
  call: (tf, inputs, weights) => {
    const x = only(inputs);
    const [batch = 1, , width = 1] = x.shape;
    const first = tf.mul(tf.ones([batch, 1, 1]), tf.reshape(weights.get('embeddings'), [1, 1, width]));
    return tf.concat([first, x], 1);
  },
};

/** One step of a series. */
const takeToken: LayerSpec = {
  className: 'TakeToken',
  outputShape: (_, inputs) => [stepsAndWidth(inputs)[1]],
  call: (tf, inputs, _, options) => {
    const x = only(inputs);
    const [batch = 1, steps = 1, width = 1] = x.shape;
    const index = options.number('index', 0);
    return tf.reshape(tf.slice(x, [0, index < 0 ? index + steps : index, 0], [batch, 1, width]), [batch, width]);
  },
};

/** Whole patches down and across an image. */
function patches(options: Options, [height = 1, width = 1]: Sizes) {
  const [down = 16, across = 16] = options.sizes('patchSize', 2, 16);
  return { down, across, rows: Math.floor(height / down), columns: Math.floor(width / across) };
}

/** Patches of an image as a series of vectors, row after row: a convolution whose stride is its window. */
const patchEmbedding: LayerSpec = {
  className: 'PatchEmbedding',
  weights: (options, inputs) => {
    const { down, across } = patches(options, only(inputs));
    const width = options.number('outputDim', 1);
    const shape = [down, across, only(inputs).at(-1) ?? Number.NaN, width];
    return [{ name: 'kernel', shape, initializer: 'GlorotUniform' }, ...biasSlot(options, width)];
  },
  outputShape: (options, inputs) => {
    const { rows, columns } = patches(options, only(inputs));
    return [rows * columns, options.number('outputDim', 1)];
  },
  call: (tf, inputs, weights, options) => {
    const [batch = 1, height = 1, width = 1, channels = 1] = only(inputs).shape;
    const { down, across, rows, columns } = patches(options, [height, width]);
    const image = tf.reshape<Rank.R4>(only(inputs), [batch, height, width, channels]);
    const size = options.number('outputDim', 1);
    const kernel = tf.reshape<Rank.R4>(weights.get('kernel'), [down, across, channels, size]);
    const y = tf.conv2d(image, kernel, [down, across], 'valid');
    return plusBias(tf, tf.reshape(y, [batch, rows * columns, size]), weights);
  },
};

/** Scores of all tokens: the input times the transposed table `[V, D]`. */
const reverseEmbedding: LayerSpec = {
  className: 'ReverseEmbedding',
  weights: (options, inputs) =>
    embeddings([options.number('inputDim', 1), only(inputs).at(-1) ?? Number.NaN], 'RandomUniform'),
  outputShape: (options, inputs) => [...only(inputs).slice(0, -1), options.number('inputDim', 1)],
  call: (tf, inputs, weights) => {
    const x = only(inputs);
    const table = weights.get('embeddings');
    const [vocabulary = 1, width = 1] = table.shape;
    const rows = tf.reshape(x, [product(x.shape) / width, width]);
    return tf.reshape(tf.matMul(rows, table, false, true), [...x.shape.slice(0, -1), vocabulary]);
  },
};

export const sequenceLayers: readonly LayerSpec[] = [
  addPositionEmbedding,
  addSinePositionEmbedding,
  classToken,
  takeToken,
  patchEmbedding,
  reverseEmbedding,
];
