import { z } from 'zod';
import { incoming, param, sum } from '../../math/formula.ts';
import { defineLayer, noWeights } from '../define.ts';
import { padding4Field } from '../fields.ts';
import { freeOfCost, imageInput, shapeOf } from '../parts.ts';

const title = 'ZeroPad';

/** Rows and columns of zeros around the image: `[H, W, C]` becomes `[top + H + bottom, left + W + right, C]`. */
export const zeroPadding2d = defineLayer({
  kind: 'zeroPadding2d',
  doc: {
    title,
    family: 'reshape',
    summary: 'Puts rows and columns of zeros around the image.',
    reference: 'https://keras.io/api/layers/reshaping_layers/zero_padding2d/',
  },
  params: z.object({
    padding: padding4Field({ label: 'Padding', help: 'Rows above and below, columns left and right.', symbol: 'p' }, [
      [1, 1],
      [1, 1],
    ]),
  }),
  arity: { min: 1, max: 1, ranks: [3] },
  outputShape: ({ padding: [rows, columns] }, inputs) => {
    const [height, width, channels] = imageInput(inputs);
    const around = (n: number, [before, after]: readonly [number, number], sides: readonly [string, string]) =>
      sum(param(`p_${sides[0]}`, before, 'padding'), incoming('n', n), param(`p_${sides[1]}`, after, 'padding'));
    return shapeOf(title, [
      around(height, rows, ['top', 'bottom']),
      around(width, columns, ['left', 'right']),
      incoming('C', channels),
    ]);
  },
  weights: noWeights,
  cost: freeOfCost,
  receptiveField: ({ padding: [[top], [left]] }) => ({
    kernel: [1, 1],
    strides: [1, 1],
    dilation: [1, 1],
    padding: 'valid',
    pad: [top, left],
  }),
  headline: ({ padding }) => {
    const sides = padding.flat();
    return sides.every((n) => n === sides[0]) ? `${sides[0]}` : padding.map(([a, b]) => `${a}+${b}`).join(', ');
  },
  keras: ({ padding }) => ({
    className: 'ZeroPadding2D',
    config: { trainable: true, dtype: 'float32', padding, data_format: 'channels_last' },
  }),
});
