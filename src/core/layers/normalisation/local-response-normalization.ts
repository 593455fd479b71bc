import { z } from 'zod';
import { defineLayer, noWeights } from '../define.ts';
import { numberField, wholeField } from '../fields.ts';
import { elementwiseCost, outgoingDims, perElement, unchangedShape } from '../parts.ts';

const title = 'LRN';

/**
 * `x / (bias + α·Σx²)^β`, the sum over `depthRadius` channels to either side. Keras has no such layer: the conventions are
 * those of TensorFlow's `tf.nn.local_response_normalization`, the defaults AlexNet's (section 3.3: k 2, n 5, α 1e-4,
 * β 0.75). Caffe and PyTorch divide α by the number of channels of the window.
 */
export const localResponseNormalization = defineLayer({
  kind: 'localResponseNormalization',
  doc: {
    title,
    family: 'normalisation',
    summary: 'Weakens a value whose neighbouring channels are strong at the same place, as in AlexNet and GoogLeNet.',
    reference: 'Krizhevsky et al., 2012, section 3.3; not in Keras: https://keras.io/api/layers/normalization_layers/',
  },
  params: z.object({
    depthRadius: wholeField(
      {
        label: 'Radius',
        help: 'Channels to either side that count; 2 makes a window of 5.',
        symbol: 'r',
        min: 0,
        max: 1024,
      },
      2,
    ),
    bias: numberField(
      { label: 'Bias', help: 'Added to the sum: k in the paper.', symbol: 'k', min: 0, max: 1e6, open: 'min' },
      2,
    ),
    alpha: numberField({ label: 'Alpha', help: 'Factor of the sum of squares.', symbol: 'α', min: 0, max: 1e6 }, 1e-4),
    beta: numberField({ label: 'Beta', help: 'Power of what is divided by.', symbol: 'β', min: 0, max: 100 }, 0.75),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  docks: true,
  outputShape: (_params, inputs) => unchangedShape(title, inputs),
  weights: noWeights,
  /** TensorFlow's profiler counts nothing for its kernel; written out: squares, their sums, α, k, the power, the division. */
  cost: ({ depthRadius }, _inputs, output) => elementwiseCost(perElement(2 * depthRadius + 5, outgoingDims(output))),
  headline: ({ depthRadius }) => String(2 * depthRadius + 1),
  keras: ({ depthRadius, bias, alpha, beta }) => ({
    className: 'LocalResponseNormalization',
    config: { trainable: true, dtype: 'float32', depth_radius: depthRadius, bias, alpha, beta },
  }),
});
