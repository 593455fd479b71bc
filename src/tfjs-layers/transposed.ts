import { asBefore, asFilter, asImage, planar } from './convolution.ts';
import { biasSlot, type LayerSpec, only, plusBias, type Sizes } from './spec.ts';
import { readWindow, span, spread, type Window } from './windows.ts';

/** Keras's size of the output along each axis; with an output padding it is said outright. */
function stretched(sizes: Sizes, window: Window, extra: Sizes | null): Sizes {
  return window.kernel.map((_, axis) => {
    const n = sizes[axis] ?? Number.NaN;
    const stride = window.strides[axis] ?? 1;
    const k = span(window, axis);
    if (extra !== null) return (n - 1) * stride + (window.padding === 'same' ? k % 2 : k) + (extra[axis] ?? 0);
    return window.padding === 'same' ? n * stride : (n - 1) * stride + Math.max(k, stride);
  });
}

const transposed = (axes: 1 | 2): LayerSpec => ({
  className: `Conv${axes}DTranspose`,
  insteadOfStock: (options) => options.has('outputPadding') || options.isAbove1('dilationRate'),
  weights: (options, inputs) => {
    const filters = options.number('filters', 1);
    const shape = [...readWindow(options, axes).kernel, filters, only(inputs).at(-1) ?? Number.NaN];
    return [{ name: 'kernel', shape, initializer: 'GlorotUniform' }, ...biasSlot(options, filters)];
  },
  outputShape: (options, inputs) => {
    const extra = options.has('outputPadding') ? options.sizes('outputPadding', axes, 0) : null;
    return [...stretched(only(inputs), readWindow(options, axes), extra), options.number('filters', 1)];
  },
  call: (tf, inputs, weights, options) => {
    const window = readWindow(options, axes);
    const extra = options.has('outputPadding') ? options.sizes('outputPadding', axes, 0) : null;
    const x = only(inputs);
    const [height, width] = planar(stretched(x.shape.slice(1), window, extra));
    const filter = asFilter(tf, spread(tf, weights.get('kernel'), window.dilation));
    const y = tf.conv2dTranspose(
      asImage(tf, x),
      filter,
      [x.shape[0] ?? 1, height, width, options.number('filters', 1)],
      planar(window.strides),
      window.padding === 'same' ? 'same' : 'valid',
    );
    return plusBias(tf, asBefore(tf, y, axes), weights);
  },
});

export const transposedConvolutions: readonly LayerSpec[] = [transposed(1), transposed(2)];
