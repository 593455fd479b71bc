import { incoming } from '../../math/formula.ts';
import type { Shape } from '../../math/shape.ts';
import { noWeights } from '../define.ts';
import { extentField, paddingField, pairField, stridesField, tripleField } from '../fields.ts';
import {
  channelsOf,
  elementwiseCost,
  formatExtent,
  formatSteps,
  onlyInput,
  outgoingDims,
  perElement,
  shapeOf,
} from '../parts.ts';
import { type Extent, eachAxis, poolWindow, slide, windowOf, windowSides } from '../window-arithmetic.ts';

export const seriesPool = () => ({
  poolSize: extentField({ label: 'Window', help: 'Number of steps that become one value.', symbol: 'k' }, 2),
  strides: extentField({ label: 'Stride', help: 'Steps of the window. 2 halves the length.', symbol: 's' }, 2),
  padding: paddingField(),
});

export const imagePool = () => ({
  poolSize: pairField(
    { label: 'Window', help: 'Height and width of the region that becomes one value.', symbol: 'k' },
    [2, 2],
  ),
  strides: stridesField([2, 2]),
  padding: paddingField(),
});

export const volumePool = () => ({
  poolSize: tripleField(
    { label: 'Window', help: 'Depth, height and width of the region that becomes one value.', symbol: 'k' },
    [2, 2, 2],
  ),
  strides: tripleField(
    { label: 'Strides', help: 'Steps of the window along depth, height and width.', symbol: 's' },
    [2, 2, 2],
  ),
  padding: paddingField(),
});

interface PoolingParams {
  readonly poolSize: Extent;
  readonly strides: Extent;
  readonly padding: 'same' | 'valid';
}

/** What maximum and average pooling share along one, two or three axes: everything but the name and the fields. */
export const poolingBody = (title: string, className: string, axes: number) => ({
  arity: { min: 1, max: 1, ranks: [axes + 1] },
  outputShape: (params: PoolingParams, inputs: readonly Shape[]) => {
    const slid = slide(title, poolWindow(params), onlyInput(inputs));
    return slid.ok ? shapeOf(title, [...slid.value, incoming('C', channelsOf(inputs))]) : slid;
  },
  weights: noWeights,
  cost: (params: PoolingParams, _inputs: readonly Shape[], output: Shape) =>
    elementwiseCost(perElement(1, [...windowSides(poolWindow(params)), ...outgoingDims(output)])),
  receptiveField: (params: PoolingParams) => windowOf(poolWindow(params)),
  headline: ({ poolSize, strides }: PoolingParams) => `${formatExtent(poolSize)}, s${formatSteps(strides)}`,
  keras: ({ poolSize, strides, padding }: PoolingParams) => ({
    className,
    config: {
      trainable: true,
      dtype: 'float32',
      pool_size: eachAxis(poolSize),
      strides: eachAxis(strides),
      padding,
      data_format: 'channels_last',
    },
  }),
});
