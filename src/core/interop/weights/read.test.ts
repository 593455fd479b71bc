import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../analysis/analyze.ts';
import type { Analysis } from '../../analysis/types.ts';
import { compileNetwork } from '../../compile/compile.ts';
import type { CompiledNetwork } from '../../compile/topology.ts';
import { bytesSource, joined } from '../byte-source.ts';
import { readKerasFile } from '../keras/read-file.ts';
import type { NamedTensor } from '../tensors.ts';
import { openZip } from '../zip/read.ts';
import { npzBytes } from './npz.ts';
import { looksLikeWeights, readWeights } from './read.ts';
import { readNpz } from './read-npz.ts';
import { readSafetensors } from './read-safetensors.ts';
import { safetensorsBytes } from './safetensors.ts';

const file = (path: string): Uint8Array => readFileSync(new URL(path, import.meta.url));
const keras = file('../keras/write/fixtures/lenet5.keras');

let network: CompiledNetwork;
let analysis: Analysis;
let weights: readonly NamedTensor[];

beforeAll(async () => {
  const read = await readKerasFile(bytesSource(keras));
  if (!read.ok || !read.value.weights) throw new Error('no weights');
  const compiled = compileNetwork(read.value.document);
  if (!compiled.ok) throw new Error('no network');
  network = compiled.value;
  analysis = analyze(read.value.document.graph);
  weights = read.value.weights;
});

const taken = (bytes: Uint8Array) => readWeights(bytesSource(bytes), network, analysis);

const changed = (name: string, change: (tensor: NamedTensor) => NamedTensor | null): readonly NamedTensor[] =>
  weights.flatMap((tensor) => (tensor.name === name ? (change(tensor) ?? []) : tensor));

describe('weights from a file', () => {
  it.each([
    ['safetensors', safetensorsBytes],
    ['npz', npzBytes],
  ] as const)('come in by their names, byte by byte: %s', async (_, write) => {
    const extra = { name: 'spare', shape: [1], values: Float32Array.of(1) };
    expect(await taken(write([...[...weights].reverse(), extra]))).toEqual({
      ok: true,
      value: { weights, unused: ['spare'] },
    });
  });

  it('come from the .keras file of Keras and from the .weights.h5 in it', async () => {
    expect(await taken(keras)).toEqual({ ok: true, value: { weights, unused: [] } });
    const archive = openZip(bytesSource(keras));
    const member = archive.ok ? archive.value.open('model.weights.h5') : null;
    if (!member) throw new Error('no member');
    expect(await taken(member.read(0, member.size))).toEqual({ ok: true, value: { weights, unused: [] } });
  });

  it('are refused with the name of the first that does not fit', async () => {
    const refusal = async (tensors: readonly NamedTensor[]) => {
      const read = await taken(safetensorsBytes(tensors));
      return read.ok ? null : read.error.message;
    };
    expect(await refusal(changed('conv2d/kernel', () => null))).toBe(
      'It has no weight conv2d/kernel for the layer conv2d. It has, among others: conv2d/bias, conv2d_1/kernel, conv2d_1/bias.',
    );
    expect(await refusal(changed('conv2d/kernel', (one) => ({ ...one, shape: [6, 1, 5, 5] })))).toBe(
      'Its weight conv2d/kernel is 6×1×5×5; the layer conv2d needs 5×5×1×6.',
    );
  });

  it.each([
    ['no file of weights', Uint8Array.of(1, 2, 3), 'notWeights'],
    ['an archive that is cut off', keras.subarray(0, 2000), 'weightsDamaged'],
    ['an .h5 file with layers by name', file('../keras/write/fixtures/lenet5.h5'), 'notWeights'],
  ])('are refused from %s', async (_, bytes, code) => {
    expect(await taken(bytes)).toMatchObject({ ok: false, error: { code } });
  });

  it('say which values are cut off', async () => {
    const whole = safetensorsBytes(weights);
    const last = weights.at(-1)?.name;
    expect(await taken(whole.subarray(0, whole.length - 4))).toMatchObject({
      ok: false,
      error: { code: 'weightValues', values: { name: last } },
    });
  });

  it('are told from networks', () => {
    expect(looksLikeWeights(bytesSource(safetensorsBytes(weights)))).toBe(true);
    expect(looksLikeWeights(bytesSource(npzBytes(weights)))).toBe(true);
    expect(looksLikeWeights(bytesSource(keras))).toBe(false);
  });
});

/** A `.safetensors` file of one tensor. */
function tensorFile(dtype: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const header = Buffer.from(JSON.stringify({ x: { dtype, shape, data_offsets: [0, data.length] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return joined([length, header, data]);
}

describe('kinds of numbers', () => {
  it.each([
    ['F64', new Float64Array([1.5, -2]), [1.5, -2]],
    ['F16', new Uint16Array([0x3e00, 0xc000, 0x0001]), [1.5, -2, 2 ** -24]],
    ['BF16', new Uint16Array([0x3fc0, 0xc000]), [1.5, -2]],
    ['I64', new BigInt64Array([3n, -4n]), [3, -4]],
  ])('%s become float32', (dtype, data, expected) => {
    const bytes = new Uint8Array(data.buffer);
    const tensors = readSafetensors(bytesSource(tensorFile(dtype, [expected.length], bytes)));
    expect([...(tensors?.get('x')?.read() ?? [])]).toEqual(expected);
  });

  it('arrays in Fortran’s order are turned to C’s', () => {
    const said = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n";
    const npy = joined([
      Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, said.length, 0),
      Buffer.from(said),
      new Uint8Array(Float32Array.of(1, 4, 2, 5, 3, 6).buffer),
    ]);
    const tensors = readNpz({ paths: ['x.npy'], open: () => bytesSource(npy) });
    expect(tensors?.get('x')?.shape).toEqual([2, 3]);
    expect([...(tensors?.get('x')?.read() ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('sizes that no file has are refused', () => {
    expect(readSafetensors(bytesSource(tensorFile('F32', [-1], new Uint8Array(4))))).toBeNull();
    expect(
      readSafetensors(bytesSource(tensorFile('F32', [2], new Uint8Array(4))))
        ?.get('x')
        ?.read(),
    ).toBeNull();
  });
});
