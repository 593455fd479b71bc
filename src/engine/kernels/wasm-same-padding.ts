import {
  backend_util,
  Conv2D,
  DepthwiseConv2dNative,
  FusedConv2D,
  FusedDepthwiseConv2D,
  type NamedAttrMap,
  type NamedTensorInfoMap,
} from '@tensorflow/tfjs-core';
import { input, pair, shape4 } from './attributes.ts';
import { replaceKernel } from './registry.ts';

const convolutions = [
  { name: Conv2D, depthwise: false },
  { name: FusedConv2D, depthwise: false },
  { name: DepthwiseConv2dNative, depthwise: true },
  { name: FusedDepthwiseConv2D, depthwise: true },
];

/**
 * With padding `same` and strides beyond the window, the last windows do not reach the image's end. XNNPACK then counts a
 * padding below 0, gives up, and tfjs hands on zeros without a word. The padding written out, here none, is computed well.
 */
export function patchSamePadding(): void {
  for (const { name, depthwise } of convolutions) {
    const stock = replaceKernel('wasm', name, (call) => {
      if (stock === null) throw new Error(`wasm has no ${name}`);
      return stock({ ...call, attrs: { ...call.attrs, ...writtenOut(call.inputs, call.attrs, depthwise) } });
    });
  }
}

function writtenOut(inputs: NamedTensorInfoMap, attrs: NamedAttrMap | undefined, depthwise: boolean): NamedAttrMap {
  if (attrs?.pad !== 'same') return {};
  const info = backend_util.computeConv2DInfo(
    shape4(input(inputs, 'x').shape),
    shape4(input(inputs, 'filter').shape),
    pair(attrs, 'strides'),
    pair(attrs, 'dilations'),
    'same',
    undefined,
    depthwise,
  );
  const rowsLeft = info.inHeight - (info.outHeight - 1) * info.strideHeight - info.effectiveFilterHeight;
  const columnsLeft = info.inWidth - (info.outWidth - 1) * info.strideWidth - info.effectiveFilterWidth;
  if (rowsLeft <= 0 && columnsLeft <= 0) return {};
  const { top, bottom, left, right } = info.padInfo;
  const pad = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  return { pad };
}
