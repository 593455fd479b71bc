import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileNetwork } from '../../compile/compile.ts';
import { bytesSource } from '../byte-source.ts';
import { readKerasFile } from '../keras/read-file.ts';
import { npzBytes } from './npz.ts';
import { safetensorsBytes } from './safetensors.ts';
import { writeWeights } from './write.ts';

const tensors = [
  { name: 'conv2d/kernel', shape: [2, 1, 3], values: Float32Array.of(1, -2.5, 3e-8, 4, 5, 6) },
  { name: 'dense_é/bias', shape: [2], values: Float32Array.of(0.1, Number.NEGATIVE_INFINITY) },
  { name: 'scale', shape: [], values: Float32Array.of(7) },
];
/** By safetensors 0.8 and numpy 2.5, which read these bytes to the same names, shapes and values. */
const recorded = (name: string): Uint8Array => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

describe('weights alone', () => {
  it.each([
    ['tensors.safetensors', safetensorsBytes],
    ['tensors.npz', npzBytes],
  ] as const)('are the bytes that were read by the library of the format: %s', (name, write) => {
    expect(Buffer.from(write(tensors)).equals(recorded(name))).toBe(true);
  });

  it('have every tensor of a network, by its Keras path', async () => {
    const file = readFileSync(new URL('../keras/write/fixtures/lenet5.keras', import.meta.url));
    const read = await readKerasFile(bytesSource(file));
    if (!read.ok || !read.value.weights) throw new Error('no weights');
    const network = compileNetwork(read.value.document);
    if (!network.ok) throw new Error('no network');
    const written = writeWeights(network.value, read.value.weights, { format: 'safetensors' });
    if (!written.ok) throw new Error('not written');
    const bytes = written.value[0]?.bytes ?? new Uint8Array();
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    expect(header).toHaveProperty(['conv2d/kernel'], { dtype: 'F32', shape: [5, 5, 1, 6], data_offsets: [0, 600] });
    expect(bytes.length).toBe(8 + length + 4 * 61_706);
    expect((8 + length) % 8).toBe(0);
  });
});
