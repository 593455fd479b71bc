import { type Config, sizesOf } from '../../lowering/config.ts';
import { only } from '../../lowering/layer.ts';
import { sameZeros } from '../../lowering/windows.ts';
import { paddings, reduce } from '../arithmetic.ts';
import type { Emitter } from '../emitter.ts';
import { byte, int } from '../flatbuffer.ts';
import type { GraphBuilder, Value } from '../graph.ts';

type Pool = 'AVERAGE_POOL_2D' | 'MAX_POOL_2D';

interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: keyof typeof paddings;
}

/**
 * One axis after the other where one needs zeros and the other leaves values out: the XNNPACK of TensorFlow 2.21 would
 * compute a padding below 0. @param shape of the output, the batch not counted.
 */
function pooled(graph: GraphBuilder, name: Pool, x: Value, window: Window, shape: readonly number[]): Value {
  const { size, strides, padding } = window;
  const zeros = size.map((span, axis) => sameZeros(x.dims[axis + 1] ?? 1, span, strides[axis] ?? 1));
  if (padding === 'valid' || zeros.every((count) => count <= 0)) {
    return pooledOnce(graph, name, x, { ...window, padding: 'valid' }, shape);
  }
  if (zeros.every((count) => count >= 0)) return pooledOnce(graph, name, x, window, shape);
  const [tall = 1, wide = 1, channels = 1] = shape;
  const [down = 1, across = 1] = size;
  const [below = 1, aside = 1] = strides;
  const rows = { size: [down, 1], strides: [below, 1], padding };
  const lines = pooled(graph, name, x, rows, [tall, x.dims[2] ?? 1, channels]);
  return pooled(graph, name, lines, { size: [1, across], strides: [1, aside], padding }, [tall, wide, channels]);
}

function pooledOnce(graph: GraphBuilder, name: Pool, x: Value, window: Window, shape: readonly number[]): Value {
  const { size, strides, padding } = window;
  const options = [
    byte(paddings[padding]),
    int(strides[1] ?? 1),
    int(strides[0] ?? 1),
    int(size[1] ?? 1),
    int(size[0] ?? 1),
    byte(0),
  ];
  return graph.run(name, [x], [x.dims[0] ?? 1, ...shape], options);
}

function windowOf(config: Config, axes: number): Window {
  const size = sizesOf(config, 'pool_size', axes, 2);
  const strides = config.strides === null || config.strides === undefined ? size : sizesOf(config, 'strides', axes);
  return { size, strides, padding: config.padding === 'same' ? 'same' : 'valid' };
}

/** A window over a volume is one over each of its images, then one along its depth: for a mean of what is inside as well. */
export const pooling =
  (name: Pool, axes: 1 | 2 | 3): Emitter =>
  (graph, layer) => {
    const { output } = layer;
    const x = only(layer);
    const { size, strides, padding } = windowOf(layer.config, axes);
    if (axes === 2) return pooled(graph, name, x, { size, strides, padding }, output);
    if (axes === 1) {
      const [, steps = 1, channels = 1] = x.dims;
      const window = { size: [1, ...size], strides: [1, ...strides], padding };
      const y = pooled(graph, name, graph.reshape(x, [1, steps, channels]), window, [1, ...output]);
      return graph.reshape(y, output);
    }
    const [, depth = 1, height = 1, width = 1, channels = 1] = x.dims;
    const [, tall = 1, wide = 1] = output;
    const [deep, ...flat] = size;
    const [jump, ...steps] = strides;
    const images = graph.copy(x, [height, width, channels]);
    const each = pooled(graph, name, images, { size: flat, strides: steps, padding }, [tall, wide, channels]);
    const columns = graph.copy(each, [depth, tall * wide, channels]);
    const window = { size: [deep ?? 1, 1], strides: [jump ?? 1, 1], padding };
    return graph.reshape(pooled(graph, name, columns, window, [output[0] ?? 1, tall * wide, channels]), output);
  };

export const globalPooling =
  (name: 'MEAN' | 'REDUCE_MAX'): Emitter =>
  (graph, layer) => {
    const x = only(layer);
    const axes = x.dims.map((_, axis) => axis).slice(1, -1);
    return reduce(graph, name, x, axes, layer.config.keepdims === true);
  };
