import { describe, expect, it } from 'vitest';
import { documentOf, type Line } from '../../../analysis/testing/graph.ts';
import { compileNetwork } from '../../../compile/compile.ts';
import { shapeSize } from '../../../math/shape.ts';
import { bytesSource } from '../../byte-source.ts';
import { readSafetensors } from '../../weights/read-safetensors.ts';
import { writeTorchCode } from './write.ts';

const weight = (name: string, shape: readonly number[]) => ({
  name,
  shape,
  values: Float32Array.from({ length: shapeSize(shape) }, (_, i) => i),
});

function written(lines: readonly Line[], weights: readonly ReturnType<typeof weight>[]) {
  const compiled = compileNetwork(documentOf(lines));
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const made = writeTorchCode(compiled.value, weights, { title: 'A "test"' });
  if (!made.ok) throw new Error(made.error.map(({ message }) => message).join(' '));
  const files = new Map(made.value.map(({ path, bytes }) => [path, bytes]));
  const state = readSafetensors(bytesSource(files.get('model.safetensors') ?? new Uint8Array()));
  return { code: new TextDecoder().decode(files.get('model.py')), paths: [...files.keys()], state };
}

describe('writeTorchCode', () => {
  const { code, paths, state } = written(
    [
      ['in', 'input', { shape: [4, 6, 2] }],
      ['conv', 'conv2d', { filters: 3, kernelSize: [3, 3], padding: 'same', activation: 'relu' }, ['in']],
      ['flat', 'flatten', {}, ['conv']],
      ['out', 'dense', { units: 5, activation: 'softmax' }, ['flat']],
    ],
    [
      weight('conv/kernel', [3, 3, 2, 3]),
      weight('conv/bias', [3]),
      weight('out/kernel', [72, 5]),
      weight('out/bias', [5]),
    ],
  );

  it('writes a module as a person would', () => {
    expect(code).toContain('        self.conv = nn.Conv2d(2, 3, kernel_size=3, padding=1)\n');
    expect(code).toContain('        self.out = nn.Linear(72, 5)\n');
    expect(code).toContain('        x = F.relu(self.conv(x))\n        x = torch.flatten(x, 1)\n');
    expect(paths).toEqual(['model.py', 'model.safetensors', 'requirements.txt', 'README.md']);
  });

  it('puts kernels in PyTorch’s order, rows behind a flattened image too', () => {
    expect(state?.get('conv.weight')?.shape).toEqual([3, 2, 3, 3]);
    // Keras's place (row 0, column 1, input 1, filter 2) is 1·6 + 1·3 + 2.
    expect(state?.get('conv.weight')?.read()?.[2 * 18 + 9 + 1]).toBe(11);
    expect(state?.get('out.weight')?.shape).toEqual([5, 72]);
    // Channel 1 of row 0, column 2 is column 1·24 + 2 here and row 2·3 + 1 in Keras.
    expect(state?.get('out.weight')?.read()?.[3 * 72 + 26]).toBe(7 * 5 + 3);
  });
});
