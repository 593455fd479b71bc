import { sizesOf } from '../../../lowering/config.ts';
import { only } from '../../../lowering/layer.ts';
import type { Emitter } from '../builder.ts';
import { axisIn, first, type Value } from '../value.ts';
import { isEven, paddedText, padding, perAxis, type Sides, spatial, zerosAround } from './windows.ts';

/** A mean is of what is inside only, as TensorFlow's. */
export const pooling =
  (kind: 'Avg' | 'Max', axes: 1 | 2 | 3): Emitter =>
  (code, layer) => {
    const { config, output } = layer;
    const x = first(only(layer));
    const size = sizesOf(config, 'pool_size', axes, 2);
    const strides = config.strides === null || config.strides === undefined ? size : sizesOf(config, 'strides', axes);
    const sides = zerosAround(x, config.padding, size, strides);
    const even = isEven(sides);
    const atEnd = !even && endsOver(spatial(x), size, strides, sides);
    const pads = sides.map(([before]) => before);
    const isPadded = even && pads.some((pad) => pad > 0);
    const module = code.module(`nn.${kind}Pool${axes}d`, [
      `kernel_size=${perAxis(size)}`,
      ...(strides.every((stride, axis) => stride === size[axis]) ? [] : [`stride=${perAxis(strides)}`]),
      ...(isPadded ? [`padding=${perAxis(pads)}`] : []),
      ...(atEnd ? ['ceil_mode=True'] : []),
      ...(isPadded && kind === 'Avg' ? ['count_include_pad=False'] : []),
    ]);
    if (typeof module !== 'string') return module;
    const made = (text: string): Value => ({ text, dims: [x.dims[0] ?? 1, ...output], layout: 'first' });
    if (even || atEnd) return made(`${module}(${x.text})`);
    if (kind === 'Max')
      return made(`${module}(${code.set({ ...x, text: paddedText(x, sides, 'float("-inf")') }).text})`);
    return made(`${code.helper('mean_inside')}(${module}, ${x.text}, ${padding(x, sides)})`);
  };

/** Whether windows only reach over the end, by less than themselves: what `ceil_mode` leaves out of account. */
const endsOver = (sizes: readonly number[], spans: readonly number[], strides: readonly number[], sides: Sides) =>
  sides.every(([before], axis) => {
    const [size = 1, span = 1, stride = 1] = [sizes[axis], spans[axis], strides[axis]];
    const wanted = Math.ceil(size / stride);
    return before === 0 && size >= span && Math.ceil((size - span) / stride) + 1 === wanted;
  });

export const globalPooling =
  (kind: 'mean' | 'amax'): Emitter =>
  (_, layer) => {
    const x = only(layer);
    const keep = layer.config.keepdims === true;
    const axes = x.dims.map((__, axis) => axis).slice(1, -1);
    const own = axes.map((axis) => axisIn(x, axis));
    const along = own.length === 1 ? `${own[0]}` : `(${own.join(', ')})`;
    const dims = x.dims.flatMap((n, i) => (axes.includes(i) ? (keep ? [1] : []) : [n]));
    return {
      text: `${x.text}.${kind}(dim=${along}${keep ? ', keepdim=True' : ''})`,
      dims,
      layout: keep ? x.layout : 'last',
    };
  };
