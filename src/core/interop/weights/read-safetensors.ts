import { strFromU8 } from 'fflate';
import { shapeSize } from '../../math/shape.ts';
import type { ByteSource } from '../byte-source.ts';
import { isObject } from '../keras/json.ts';
import { numberReaders, numbersIn } from '../numbers.ts';
import type { StoredTensor, StoredTensors } from './stored.ts';

/** Longest header that the format allows, bytes. */
const longestHeader = 100_000_000;
/** Bytes of the header's length, before it. */
const lengthSize = 8;

/** The header of a `.safetensors` file; `null` where the file does not begin as one. */
function headerOf(source: ByteSource): { readonly entries: Readonly<Record<string, unknown>>; end: number } | null {
  const start = source.read(0, lengthSize);
  if (start.length < lengthSize) return null;
  const size = Number(new DataView(start.buffer, start.byteOffset, lengthSize).getBigUint64(0, true));
  if (size < 2 || size > Math.min(longestHeader, source.size - lengthSize)) return null;
  const bytes = source.read(lengthSize, size);
  if (bytes[0] !== 0x7b) return null;
  try {
    const entries: unknown = JSON.parse(strFromU8(bytes));
    return isObject(entries) ? { entries, end: lengthSize + size } : null;
  } catch {
    return null;
  }
}

export const looksLikeSafetensors = (source: ByteSource): boolean => headerOf(source) !== null;

/**
 * Tensors of a `.safetensors` file; `null` where its header says what cannot be.
 * Source: https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(source: ByteSource): StoredTensors | null {
  const header = headerOf(source);
  if (!header) return null;
  const found = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header.entries)) {
    if (name === '__metadata__') continue;
    const tensor = tensorOf(entry, source, header.end);
    if (!tensor) return null;
    found.set(name, tensor);
  }
  return found;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function tensorOf(entry: unknown, source: ByteSource, data: number): StoredTensor | null {
  if (!isObject(entry) || !Array.isArray(entry.shape) || !Array.isArray(entry.data_offsets)) return null;
  const shape = entry.shape.filter(isCount);
  const [start, end] = entry.data_offsets;
  if (shape.length !== entry.shape.length || !isCount(start) || !isCount(end) || end < start) return null;
  const reader = numberReaders[String(entry.dtype)];
  return {
    shape,
    read: () => {
      if (!reader || end - start !== shapeSize(shape) * reader.bytes) return null;
      const bytes = source.read(data + start, end - start);
      return bytes.length === end - start ? numbersIn(bytes, reader) : null;
    },
  };
}
