import { gunzipSync } from 'fflate';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { DataError } from './errors.ts';

/** Magic numbers of LeCun's idx format: unsigned bytes in 3 dimensions (images) or 1 (labels). Big-endian throughout. */
const [imageMagic, labelMagic] = [0x0803, 0x0801];

export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** `count × height × width` bytes. */
  readonly pixels: Uint8Array;
}

/** `path` is only for messages. Gzip is recognised by its first bytes, whatever the file is called. */
export function parseIdxImages(bytes: Uint8Array, path: string): Result<IdxImages, DataError> {
  const idx = parseIdx(bytes, path, imageMagic, 'images');
  if (!idx.ok) return idx;
  const [count = 0, height = 0, width = 0] = idx.value.dimensions;
  if (count * height * width === 0) return fail({ code: 'empty', path, message: say('noImages', { path }) });
  return ok({ count, height, width, pixels: idx.value.values });
}

/** One byte per image. */
export function parseIdxLabels(bytes: Uint8Array, path: string): Result<Uint8Array, DataError> {
  const idx = parseIdx(bytes, path, labelMagic, 'labels');
  return idx.ok ? ok(idx.value.values) : idx;
}

function parseIdx(
  bytes: Uint8Array,
  path: string,
  magic: number,
  what: string,
): Result<{ dimensions: readonly number[]; values: Uint8Array }, DataError> {
  const plain = gunzip(bytes, path);
  if (!plain.ok) return plain;
  const data = plain.value;
  const rank = magic & 0xff;
  const header = 4 + 4 * rank;
  if (data.length < 4) return truncated(path, header, data.length);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const found = view.getUint32(0);
  if (found !== magic) {
    const code = found === imageMagic ? 'notIdxButImages' : found === labelMagic ? 'notIdxButLabels' : 'notIdx';
    const message = say(code, { path, what, found: hex(found), expected: hex(magic) });
    return fail({ code: 'format', path, message });
  }
  if (data.length < header) return truncated(path, header, data.length);
  const dimensions = Array.from({ length: rank }, (_, index) => view.getUint32(4 + 4 * index));
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (data.length < header + size) return truncated(path, header + size, data.length);
  return ok({ dimensions, values: data.subarray(header, header + size) });
}

function gunzip(bytes: Uint8Array, path: string): Result<Uint8Array, DataError> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return ok(bytes);
  try {
    return ok(gunzipSync(bytes));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ code: 'truncated', path, message: say('notUnpacked', { path, reason }) });
  }
}

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

const truncated = (path: string, expected: number, received: number): Result<never, DataError> =>
  fail({
    code: 'truncated',
    path,
    message: say('cutShort', { path, expected, received }),
  });
