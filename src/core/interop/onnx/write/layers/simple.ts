import { axesOf, numberOf } from '../../../lowering/config.ts';
import { given, only } from '../../../lowering/layer.ts';
import { bent, elu as eluOf, leaky } from '../activations.ts';
import { softmax as softmaxAlong } from '../arithmetic.ts';
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

export const elu: Emitter = (graph, layer) => eluOf(graph, only(layer), numberOf(layer.config, 'alpha', 1));

/** `α·x` below 0, with a slope for each place that the layer does not share. */
export const prelu: Emitter = (graph, layer) => {
  const x = only(layer);
  const alpha = given(layer, 'alpha');
  const axes = alpha.shape.map((_, i) => i);
  const order = x.layout === 'last' ? axes : [...axes.slice(-1), ...axes.slice(0, -1)];
  const slopes = graph.weight(alpha, alpha.shape, order);
  return graph.run('PRelu', [x, slopes], { dims: x.dims, layout: x.layout });
};

export const softmax: Emitter = (graph, layer) => {
  const x = only(layer);
  return softmaxAlong(graph, x, axesOf(layer.config, 'axis', x.dims.length)[0]);
};
