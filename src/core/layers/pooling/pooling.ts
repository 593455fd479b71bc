import { z } from 'zod';
import { incoming } from '../../math/formula.ts';
import type { LayerDefinition } from '../define.ts';
import { noWeights } from '../define.ts';
import { paddingField, pairField, stridesField } from '../fields.ts';
import { elementwiseCost, formatPair, imageInput, outgoingDims, perElement, shapeOf } from '../parts.ts';
import { poolWindow, slide, windowOf, windowSides } from '../window-arithmetic.ts';

const poolingParams = z.object({
  poolSize: pairField(
    { label: 'Window', help: 'Height and width of the region that becomes one value.', symbol: 'k' },
    [2, 2],
  ),
  strides: stridesField([2, 2]),
  padding: paddingField(),
});
type PoolingParams = z.infer<typeof poolingParams>;

/** What maximum and average pooling share: everything but the name. */
export const poolingBody = (title: string, className: string) =>
  ({
    params: poolingParams,
    arity: { min: 1, max: 1, ranks: [3] },
    outputShape: (params, inputs) => {
      const [height, width, channels] = imageInput(inputs);
      const slid = slide(title, poolWindow(params), [height, width, channels]);
      return slid.ok ? shapeOf(title, [...slid.value, incoming('C', channels)]) : slid;
    },
    weights: noWeights,
    cost: (params, _inputs, output) =>
      elementwiseCost(perElement(1, [...windowSides(poolWindow(params)), ...outgoingDims(output)])),
    receptiveField: (params) => windowOf(poolWindow(params)),
    headline: ({ poolSize, strides: [down, across] }) =>
      `${formatPair(poolSize)}, s${down === across ? down : `${down}×${across}`}`,
    keras: ({ poolSize, strides, padding }) => ({
      className,
      config: {
        trainable: true,
        dtype: 'float32',
        pool_size: poolSize,
        strides,
        padding,
        data_format: 'channels_last',
      },
    }),
  }) satisfies Omit<LayerDefinition<string, PoolingParams>, 'kind' | 'doc'>;
