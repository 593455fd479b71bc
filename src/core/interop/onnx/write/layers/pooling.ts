import { sizesOf } from '../../../lowering/config.ts';
import { only } from '../../../lowering/layer.ts';
import { samePadding } from '../../../lowering/windows.ts';
import { reduce } from '../arithmetic.ts';
import type { Emitter } from '../emitter.ts';
import { int, ints } from '../graph.ts';
import { padsOf } from './convolution.ts';

/** A mean is of what is inside only, as TensorFlow's. */
export const pooling =
  (opType: 'AveragePool' | 'MaxPool', axes: 1 | 2 | 3): Emitter =>
  (graph, layer) => {
    const { config, output } = layer;
    const x = graph.first(only(layer));
    const size = sizesOf(config, 'pool_size', axes, 2);
    const strides = config.strides === null || config.strides === undefined ? size : sizesOf(config, 'strides', axes);
    const sides = size.map((span, axis): readonly [number, number] =>
      config.padding === 'same' ? samePadding(x.dims[axis + 1] ?? 1, span, strides[axis] ?? 1) : [0, 0],
    );
    return graph.run(opType, [x], {
      dims: [x.dims[0] ?? 1, ...output],
      layout: 'first',
      attributes: {
        kernel_shape: ints(size),
        strides: ints(strides),
        pads: padsOf(sides),
        ...(opType === 'AveragePool' ? { count_include_pad: int(0) } : {}),
      },
    });
  };

export const globalPooling =
  (kind: 'Average' | 'Max'): Emitter =>
  (graph, layer) => {
    const x = only(layer);
    const keep = layer.config.keepdims === true;
    const axes = x.dims.map((_, axis) => axis).slice(1, -1);
    if (x.layout === 'last') return reduce(graph, kind === 'Average' ? 'ReduceMean' : 'ReduceMax', x, axes, keep);
    const kept = x.dims.map((n, i) => (axes.includes(i) ? 1 : n));
    const y = graph.run(`Global${kind}Pool`, [x], { dims: kept, layout: 'first' });
    return keep ? y : graph.run('Flatten', [y], { dims: [x.dims[0] ?? 1, x.dims.at(-1) ?? 1] });
  };
