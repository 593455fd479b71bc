import { describe, expect, it } from 'vitest';
import { documentOf } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import { writeOnnx } from '../../core/interop/onnx/write/write.ts';
import type { NamedTensor } from '../../core/interop/tensors.ts';
import { openOnnxModel } from './onnx-model.ts';

/** `relu(2a + 3b + 1)` at each place of a 2×2 image of two channels. */
const compiled = compileNetwork(
  documentOf([
    ['in', 'input', { shape: [2, 2, 2] }],
    ['conv', 'conv2d', { filters: 1, kernelSize: [1, 1], activation: 'relu' }, ['in']],
    ['row', 'flatten', {}, ['conv']],
  ]),
);
if (!compiled.ok) throw new Error('it compiles');
const network = compiled.value;
const weights: readonly NamedTensor[] = [
  { name: 'conv/kernel', shape: [1, 1, 2, 1], values: new Float32Array([2, 3]) },
  { name: 'conv/bias', shape: [1], values: new Float32Array([1]) },
];

describe('openOnnxModel', () => {
  it.each([
    ['nhwc', [1, 2, 0, -1, -4, 0, 3, 3]],
    ['nchw', [1, 0, -4, 3, 2, -1, 0, 3]],
  ] as const)('predicts with a file whose images are %s', async (layout, image) => {
    const written = writeOnnx(network, weights, { layout });
    if (!written.ok) throw new Error('a convolution can be written');
    const model = await openOnnxModel(written.value);
    expect([...(await model.predict(Float32Array.from(image)))]).toEqual([9, 0, 0, 16]);
    await model.close();
  });

  it('rejects with what ONNX Runtime says of a file that it cannot read', async () => {
    await expect(openOnnxModel([{ path: 'model.onnx', bytes: new Uint8Array([1, 2, 3]) }])).rejects.toThrow(
      /protobuf/i,
    );
  });
});
