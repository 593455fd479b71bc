import { strFromU8 } from 'fflate';
import { type Shape, shapeSize } from '../../math/shape.ts';
import type { ByteSource } from '../byte-source.ts';
import { numberReaders, numbersIn } from '../numbers.ts';
import type { ZipArchive } from '../zip/read.ts';
import type { StoredTensor, StoredTensors } from './stored.ts';

const ending = '.npy';
/** Of an array, before the length of its header. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const readers: Readonly<Record<string, string>> = {
  f8: 'F64',
  f4: 'F32',
  f2: 'F16',
  i8: 'I64',
  i4: 'I32',
  i2: 'I16',
  i1: 'I8',
  u1: 'U8',
  b1: 'BOOL',
};

export const holdsArrays = ({ paths }: ZipArchive): boolean =>
  paths.length > 0 && paths.every((path) => path.endsWith(ending));

/** Arrays of an `.npz` archive by their names; `null` where a member is none. Source: numpy.lib.format, versions 1 to 3. */
export function readNpz(archive: ZipArchive): StoredTensors | null {
  const found = new Map<string, StoredTensor>();
  for (const path of archive.paths) {
    const source = archive.open(path);
    const tensor = source && arrayOf(source);
    if (!tensor) return null;
    found.set(path.slice(0, -ending.length), tensor);
  }
  return found;
}

function arrayOf(source: ByteSource): StoredTensor | null {
  const start = source.read(0, 12);
  if (start.length < 12 || magic.some((byte, i) => start[i] !== byte)) return null;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const [at, length] = (start[6] ?? 1) > 1 ? [12, view.getUint32(8, true)] : [10, view.getUint16(8, true)];
  const header = strFromU8(source.read(at, Math.min(length, source.size)));
  const [, order, kind = ''] = /'descr':\s*'([<>|=])(\w+)'/.exec(header) ?? [];
  const [, dimensions] = /'shape':\s*\(([^)]*)\)/.exec(header) ?? [];
  if (dimensions === undefined) return null;
  const shape = dimensions.split(',').flatMap((text) => (text.trim() === '' ? [] : [Number(text)]));
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0)) return null;
  const reader = order === '>' ? undefined : numberReaders[readers[kind] ?? ''];
  const byColumns = /'fortran_order':\s*True/.test(header);
  return {
    shape,
    read: () => {
      const size = shapeSize(shape) * (reader?.bytes ?? 0);
      const bytes = source.read(at + length, size);
      if (!reader || bytes.length !== size) return null;
      const values = numbersIn(bytes, reader);
      return byColumns ? inRows(values, shape) : values;
    },
  };
}

/** Values that lie with the first axis running fastest, with the last axis running fastest. */
function inRows(values: Float32Array, shape: Shape): Float32Array {
  const turned = new Float32Array(values.length);
  const index = shape.map(() => 0);
  const strides = shape.map((_, axis) => shapeSize(shape.slice(0, axis)));
  for (let i = 0; i < turned.length; i++) {
    turned[i] = values[index.reduce((sum, place, axis) => sum + place * (strides[axis] ?? 0), 0)] ?? 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      index[axis] = next === shape[axis] ? 0 : next;
      if (index[axis] !== 0) break;
    }
  }
  return turned;
}
