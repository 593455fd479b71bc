import { axesOf, numberOf } from '../../lowering/config.ts';
import { given, only } from '../../lowering/layer.ts';
import { activationOf, below0, bent, leaky, scaledElu } from '../activations.ts';
import { add, each, multiply, softmax as softmaxAlong } from '../arithmetic.ts';
import { activated, type Emitter } from '../emitter.ts';

export const activation: Emitter = (graph, layer) => activated(graph, only(layer), layer.config);

export const relu: Emitter = (graph, layer) => {
  const { config } = layer;
  const max = config.max_value === null || config.max_value === undefined ? null : Number(config.max_value);
  const slope = numberOf(config, 'negative_slope', 0);
  return bent(graph, only(layer), max, slope, numberOf(config, 'threshold', 0));
};

/** Keras 2 and tfjs call the slope alpha. */
export const leakyRelu: Emitter = (graph, layer) =>
  leaky(graph, only(layer), numberOf(layer.config, 'negative_slope', numberOf(layer.config, 'alpha', 0.3)));

export const elu: Emitter = (graph, layer) => {
  const alpha = numberOf(layer.config, 'alpha', 1);
  const x = only(layer);
  return alpha === 1 ? (activationOf('elu')?.(graph, x) ?? x) : scaledElu(graph, x, alpha);
};

/** `α·x` below 0: in parts, since PRELU takes no more than four dimensions. */
export const prelu: Emitter = (graph, layer) => {
  const x = only(layer);
  const alpha = given(layer, 'alpha');
  const slopes = graph.floats(alpha.values, alpha.shape);
  return add(graph, each(graph, 'RELU', x), multiply(graph, below0(graph, x), slopes));
};

export const softmax: Emitter = (graph, layer) => {
  const x = only(layer);
  return softmaxAlong(graph, x, axesOf(layer.config, 'axis', x.dims.length)[0]);
};
