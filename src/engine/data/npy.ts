import { unzipSync } from 'fflate';
import { fail, ok, type Result } from '../../core/result.ts';
import { say } from '../sayings.ts';
import type { DataError } from './errors.ts';

/** An array of numpy. Bytes stay bytes; other numbers are floats of 32 bits; `texts` where it holds strings. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float32Array;
  /** Whole numbers by their type, whatever their values. */
  readonly whole: boolean;
  readonly texts?: readonly string[];
}

/** Little- or big-endian numbers of a data view, as numpy names them. */
const readers: Readonly<Record<string, (view: DataView, at: number, little: boolean) => number>> = {
  b1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, little) => view.getInt16(at, little),
  u2: (view, at, little) => view.getUint16(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

/** An `.npy` file of NumPy's format 1 to 3 (numpy.lib.format): bytes, numbers or strings, in C order. */
export function parseNpy(bytes: Uint8Array, path: string): Result<NumpyArray, DataError> {
  const refuse = (message: string): Result<never, DataError> => fail({ code: 'format', path, message });
  const magic = String.fromCharCode(...bytes.subarray(1, 6));
  if (bytes[0] !== 0x93 || magic !== 'NUMPY') return refuse(say('npyMagic', { path }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = (bytes[6] ?? 1) > 1;
  const start = long ? 12 : 10;
  const length = bytes.length < start ? 0 : long ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const [, order = '', type = ''] = /'descr':\s*'([<>|=])(\w+)'/.exec(header) ?? [];
  const [, dimensions] = /'shape':\s*\(([^)]*)\)/.exec(header) ?? [];
  if (type === '' && /'descr':\s*\[/.test(header)) return refuse(say('npyType', { path, type: 'records' }));
  if (type === '' || dimensions === undefined) return refuse(say('npyHeader', { path }));
  const shape = dimensions.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  if (/'fortran_order':\s*True/.test(header) && shape.length > 1) return refuse(say('npyFortran', { path }));
  const count = shape.reduce((product, extent) => product * extent, 1);
  const size = Number(type.slice(1)) * (type.startsWith('U') ? 4 : 1);
  const data = bytes.subarray(start + length);
  const reader = readers[type];
  if (!reader && !/^[US]\d+$/.test(type)) return refuse(say('npyType', { path, type: `${order}${type}` }));
  if (data.length < count * size) {
    const values = { path, shape: shape.join('×'), expected: count * size, received: data.length };
    return fail({ code: 'truncated', path, message: say('npyShort', values) });
  }
  if (!reader) return ok({ shape, values: new Float32Array(), whole: false, texts: textsOf(data, type, count, size) });
  const whole = !type.startsWith('f');
  if (type === 'u1' || type === 'b1') return ok({ shape, values: data.slice(0, count), whole });
  const source = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = reader(source, i * size, order !== '>');
  return ok({ shape, values, whole });
}

function textsOf(data: Uint8Array, type: string, count: number, size: number): readonly string[] {
  const wide = type.startsWith('U');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: count }, (_, i) => {
    const codes = Array.from({ length: size / (wide ? 4 : 1) }, (_, at) =>
      wide ? view.getUint32(i * size + at * 4, true) : (data[i * size + at] ?? 0),
    );
    const end = codes.indexOf(0);
    return String.fromCodePoint(...(end < 0 ? codes : codes.slice(0, end)));
  });
}

/** The arrays of an `.npz` file by their names. */
export function unpackNpz(bytes: Uint8Array, path: string): Result<Readonly<Record<string, Uint8Array>>, DataError> {
  try {
    const files = unzipSync(bytes, { filter: ({ name }) => name.endsWith('.npy') });
    return ok(Object.fromEntries(Object.entries(files).map(([name, file]) => [name.replace(/\.npy$/, ''), file])));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail({ code: 'format', path, message: say('notUnpacked', { path, reason }) });
  }
}
