import type { Dataset, File, Group } from 'h5wasm';
import type { Shape } from '../../math/shape.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { ByteSource } from '../byte-source.ts';

/** A dataset of an open file, of which only shape and type have been read. */
export interface H5Data {
  readonly shape: Shape;
  /** All its values as float32; `null` where they are no numbers or the file ends too soon. */
  read(): Float32Array | null;
}

/** An HDF5 file that is read where it is asked. Paths are names with `/` between, without one before the first. */
export interface H5File {
  /** Names of the members of a group, none where there is no such group. */
  names(path: string): readonly string[];
  dataset(path: string): H5Data | null;
  /** A text, or each of several; `null` where there is no such attribute. */
  attribute(path: string, name: string): readonly string[] | null;
  close(): void;
}

/** `hdf5Damaged`: it begins as one does, and then makes no sense. */
export interface H5Error {
  readonly code: 'notHdf5' | 'hdf5Damaged';
  readonly message: string;
}

/** Values that are read at once: what the library holds beside those that it gives. */
const valuesAtOnce = 2 ** 22;

let opened = 0;

/** Opens an HDF5 file of any version with the HDF Group's own library, which reads what it needs from `source`. */
export async function openHdf5(source: ByteSource): Promise<Result<H5File, H5Error>> {
  // Four megabytes that only they need who open such a file.
  const library = await import('h5wasm');
  const module = await library.ready;
  // Else it prints each of them on the console.
  module.activate_throwing_error_handler();
  const path = `/stride-${opened++}.h5`;
  module.FS.writeFile(path, new Uint8Array(0));
  readFrom(source, module.FS.lookupPath(path, {}).node);
  const drop = (): void => module.FS.unlink(path);
  const file = attempt(() => new library.File(path, 'r'));
  if (file && file.file_id >= 0) return ok(new Opened(file, drop));
  drop();
  return fail(whyNot(source));
}

/** Lets the library's own file system read a file from elsewhere. */
function readFrom(source: ByteSource, node: object): void {
  const read = (_stream: unknown, buffer: Int8Array, at: number, length: number, position: number): number => {
    const bytes = source.read(position, length);
    buffer.set(bytes, at);
    return bytes.length;
  };
  const own: unknown = Reflect.get(node, 'stream_ops');
  Object.assign(node, { usedBytes: source.size, stream_ops: { ...(isObject(own) ? own : {}), read } });
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether a file begins as HDF5 does. */
export function looksLikeHdf5(source: ByteSource): boolean {
  const start = source.read(0, signature.length);
  return signature.every((byte, i) => start[i] === byte);
}

const whyNot = (source: ByteSource): H5Error =>
  looksLikeHdf5(source)
    ? { code: 'hdf5Damaged', message: 'This HDF5 file is damaged or cut off.' }
    : { code: 'notHdf5', message: 'This is no HDF5 file.' };

class Opened implements H5File {
  constructor(
    private readonly file: File,
    private readonly drop: () => void,
  ) {}

  names(path: string): readonly string[] {
    const group = path === '' ? this.file : this.find(path);
    return group && 'keys' in group ? (attempt(() => group.keys()) ?? []) : [];
  }

  dataset(path: string): H5Data | null {
    const found = this.find(path);
    if (!found || 'keys' in found) return null;
    const metadata = attempt(() => found.metadata);
    return metadata?.shape ? { shape: metadata.shape, read: () => valuesOf(found, metadata.shape ?? []) } : null;
  }

  attribute(path: string, name: string): readonly string[] | null {
    const owner = path === '' ? this.file : this.find(path);
    const attribute = attempt(() => owner?.attrs[name]);
    const value = attempt(() => attribute?.value);
    if (!attribute || value === null || value === undefined) return null;
    const texts = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
    const isUtf8 = attribute.metadata.cset === 1;
    return texts.filter((text) => typeof text === 'string').map((text) => (isUtf8 ? text : fromBytes(text)));
  }

  close(): void {
    attempt(() => this.file.close());
    this.drop();
  }

  /** The library says loudly what it does not find: each name is looked up in its group first. */
  private find(path: string): Group | Dataset | null {
    let group: Group = this.file;
    const names = path.split('/').filter((name) => name !== '');
    for (const [i, name] of names.entries()) {
      const from = group;
      if (!attempt(() => from.keys())?.includes(name)) return null;
      const found = attempt(() => from.get(name));
      if (!found || !('attrs' in found)) return null;
      if ('keys' in found) group = found;
      else return i === names.length - 1 && 'slice' in found ? found : null;
    }
    return group;
  }
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}

/** h5py marks UTF-8 that it was given as bytes as ASCII: the characters are its bytes. */
function fromBytes(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text)) return text;
  const escaped = text.replace(/[%\u0080-\u00ff]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return attempt(() => decodeURIComponent(escaped)) ?? text;
}

function valuesOf(dataset: Dataset, shape: Shape): Float32Array | null {
  const total = shape.reduce((size, n) => size * n, 1);
  const [rows = 1] = shape;
  if (total === 0) return new Float32Array(0);
  if (total <= valuesAtOnce)
    return floatsOf(
      attempt(() => dataset.value),
      total,
    );
  const values = new Float32Array(total);
  const row = total / rows;
  const step = Math.max(1, Math.floor(valuesAtOnce / row));
  for (let from = 0; from < rows; from += step) {
    const to = Math.min(rows, from + step);
    const part = floatsOf(
      attempt(() => dataset.slice([[from, to], ...shape.slice(1).map((): [] => [])])),
      (to - from) * row,
    );
    if (!part) return null;
    values.set(part, from * row);
  }
  return values;
}

function floatsOf(value: unknown, count: number): Float32Array | null {
  const values = numbersOf(value);
  return values?.length === count ? values : null;
}

function numbersOf(value: unknown): Float32Array | null {
  if (value instanceof Float32Array) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Float32Array.of(Number(value));
  if (value instanceof BigInt64Array || value instanceof BigUint64Array) return Float32Array.from(value, Number);
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint32Array)
    return Float32Array.from(value);
  if (value instanceof Int16Array || value instanceof Uint16Array || value instanceof Int8Array)
    return Float32Array.from(value);
  return value instanceof Uint8Array ? Float32Array.from(value) : null;
}
