import { axesOf, numberOf } from '../../../lowering/config.ts';
import { given, only } from '../../../lowering/layer.ts';
import { literal } from '../../python.ts';
import { activated, bent } from '../activations.ts';
import type { Emitter } from '../builder.ts';
import { placed } from '../placement.ts';
import { axisIn, first, inOrder, last } from '../value.ts';

export const activation: Emitter = (code, layer) => activated(code, only(layer), layer);

export const relu: Emitter = (code, layer) => {
  const { config } = layer;
  const x = only(layer);
  const max = config.max_value === null || config.max_value === undefined ? null : Number(config.max_value);
  const slope = numberOf(config, 'negative_slope', 0);
  return { ...x, text: bent(code, x.text, max, slope, numberOf(config, 'threshold', 0)) };
};

/** Keras 2 and tfjs call the slope alpha. */
export const leakyRelu: Emitter = (_, layer) => {
  const slope = numberOf(layer.config, 'negative_slope', numberOf(layer.config, 'alpha', 0.3));
  const x = only(layer);
  return { ...x, text: `F.leaky_relu(${x.text}, ${literal(slope)})` };
};

export const elu: Emitter = (_, layer) => {
  const alpha = numberOf(layer.config, 'alpha', 1);
  const x = only(layer);
  return { ...x, text: `F.elu(${x.text}${alpha === 1 ? '' : `, ${literal(alpha)}`})` };
};

/** `α·x` below 0: PyTorch's own where each channel has a slope, and a slope for each place that the layer does not share. */
export const prelu: Emitter = (code, layer) => {
  const alpha = given(layer, 'alpha');
  const x = first(only(layer));
  const size = alpha.values.length;
  if (size === alpha.shape.at(-1)) {
    const module = code.module('nn.PReLU', size === 1 ? [] : [`${size}`], { weight: placed(alpha, { read: [size] }) });
    return typeof module === 'string' ? { ...x, text: `${module}(${x.text})` } : module;
  }
  const axes = inOrder(
    x,
    x.dims.map((_, i) => i),
  ).slice(1);
  const slopes = code.parameter(placed(alpha, { order: axes.map((axis) => axis - 1) }), '');
  return typeof slopes === 'string'
    ? { ...x, text: `torch.where(${x.text} > 0, ${x.text}, ${slopes} * ${x.text})` }
    : slopes;
};

export const softmax: Emitter = (_, layer) => {
  const value = only(layer);
  const axes = axesOf(layer.config, 'axis', value.dims.length);
  const [axis = value.dims.length - 1] = axes;
  const x = value.flat && axis !== value.dims.length - 1 ? last(value) : value;
  const own = axisIn(x, axis);
  return { ...x, text: `F.softmax(${x.text}, dim=${own === x.dims.length - 1 ? -1 : own})` };
};

/** What only acts in training, as a module of PyTorch's. */
export const dropout =
  (made: string, channelsFirst = false): Emitter =>
  (code, layer) => {
    const x = channelsFirst ? first(only(layer)) : only(layer);
    const module = code.module(made, [literal(numberOf(layer.config, 'rate', 0))]);
    return typeof module === 'string' ? { ...x, text: `${module}(${x.text})` } : module;
  };

/** The same as a module that is written into the file. */
export const noise =
  (name: 'GaussianNoise' | 'GaussianDropout', key: 'stddev' | 'rate'): Emitter =>
  (code, layer) => {
    const x = only(layer);
    const module = code.module(code.helper(name), [literal(numberOf(layer.config, key, 0))]);
    return typeof module === 'string' ? { ...x, text: `${module}(${x.text})` } : module;
  };
