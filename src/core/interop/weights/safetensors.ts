import { jsonBytes } from '../artifact.ts';
import { joined } from '../byte-source.ts';
import { littleEndian, type NamedTensor } from '../tensors.ts';

/** What the header's length must be a multiple of, so that the tensors are aligned. */
const alignment = 8;

/**
 * Tensors by name as a `.safetensors` file, float32: eight bytes with the length of a JSON header, the header, the values
 * one tensor after another. Names are Keras's paths, `conv2d/kernel`, or those of a `state_dict`.
 * Source: https://github.com/huggingface/safetensors#format
 */
export function safetensorsBytes(tensors: readonly NamedTensor[], format: 'keras' | 'pt' = 'keras'): Uint8Array {
  let offset = 0;
  const entries = tensors.map(({ name, shape, values }) => {
    const start = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [start, offset] }] as const;
  });
  const header = jsonBytes({ __metadata__: { format }, ...Object.fromEntries(entries) });
  const padded = new Uint8Array(Math.ceil(header.length / alignment) * alignment).fill(0x20);
  padded.set(header);
  const length = new Uint8Array(alignment);
  new DataView(length.buffer).setUint32(0, padded.length, true);
  return joined([length, padded, ...tensors.map(({ values }) => littleEndian(values))]);
}
