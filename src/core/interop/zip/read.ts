import { Inflate } from 'fflate';
import { fail, ok, type Result } from '../../result.ts';
import { type ByteSource, bytesSource, joined, partOf } from '../byte-source.ts';

/** Members by their paths. Those that are not compressed are parts of the archive; others are unpacked when they are asked for. */
export interface ZipArchive {
  readonly paths: readonly string[];
  /** `null` where there is no such member, or none that can be unpacked. */
  open(path: string): ByteSource | null;
}

/** `notZip`: it does not begin as an archive; `zipDamaged`: it does, but its directory is not there. */
export type ZipError = 'notZip' | 'zipDamaged';

interface Entry {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Whether a file begins as an archive does. */
export const looksLikeZip = (source: ByteSource): boolean => {
  const [p, k] = source.read(0, 2);
  return p === 0x50 && k === 0x4b;
};

/** Errors: see `ZipError`. Source: PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16 and 4.5.3. */
export function openZip(source: ByteSource): Result<ZipArchive, ZipError> {
  if (!looksLikeZip(source)) return fail('notZip');
  const directory = directoryOf(source);
  if (!directory) return fail('zipDamaged');
  const entries = entriesIn(directory);
  return ok({
    paths: [...entries.keys()],
    open: (path) => {
      const entry = entries.get(path);
      return entry ? unpacked(source, entry) : null;
    },
  });
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const endSize = 22;
const longestComment = 65_535;
/** What a number of four bytes says where the true one stands in a field of eight. */
const elsewhere = 0xffffffff;

/** The list of members, which the end of the file points to. */
function directoryOf(source: ByteSource): Uint8Array | null {
  const start = Math.max(0, source.size - endSize - longestComment);
  const bytes = source.read(start, source.size - start);
  const view = viewOf(bytes);
  for (let at = bytes.length - endSize; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    let [size, offset] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    const locator = start + at - 20;
    if ((size === elsewhere || offset === elsewhere) && locator >= 0) {
      const large = largeEnd(source, locator);
      if (large) [size, offset] = large;
    }
    const directory = source.read(offset, size);
    return directory.length === size ? directory : null;
  }
  return null;
}

/** Size and place of the directory in an archive of more than 4 GiB. */
function largeEnd(source: ByteSource, locatorAt: number): readonly [number, number] | null {
  const locator = viewOf(source.read(locatorAt, 20));
  if (locator.byteLength < 20 || locator.getUint32(0, true) !== 0x07064b50) return null;
  const end = viewOf(source.read(Number(locator.getBigUint64(8, true)), 56));
  if (end.byteLength < 56 || end.getUint32(0, true) !== 0x06064b50) return null;
  return [Number(end.getBigUint64(40, true)), Number(end.getBigUint64(48, true))];
}

function entriesIn(directory: Uint8Array): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const view = viewOf(directory);
  for (let at = 0; at + 46 <= directory.length && view.getUint32(at, true) === 0x02014b50; ) {
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const extraAt = at + 46 + (nameSize ?? 0);
    const end = extraAt + (extraSize ?? 0);
    if (end > directory.length) break;
    const name = asciiText(directory.subarray(at + 46, extraAt));
    const sizes = [24, 20, 42].map((place) => view.getUint32(at + place, true));
    const [size = 0, packed = 0, offset = 0] = withLarge(sizes, viewOf(directory.subarray(extraAt, end)));
    entries.set(name, { method: view.getUint16(at + 10, true), packed, size, offset });
    at = end + (commentSize ?? 0);
  }
  return entries;
}

/** Numbers that do not fit into four bytes stand in an extra field, in this order. */
function withLarge(sizes: readonly number[], extra: DataView): readonly number[] {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return sizes.map((size) => {
      if (size !== elsewhere || next + 8 > extra.byteLength) return size;
      next += 8;
      return Number(extra.getBigUint64(next - 8, true));
    });
  }
  return sizes;
}

/** The members that are looked for have names of plain letters. */
const asciiText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

function unpacked(source: ByteSource, { method, packed, size, offset }: Entry): ByteSource | null {
  const header = viewOf(source.read(offset, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) return null;
  const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const own = partOf(source, start, packed);
  if (method === 0) return own;
  return method === 8 ? inflated(own, size) : null;
}

const atOnce = 2 ** 20;

function inflated(packed: ByteSource, size: number): ByteSource | null {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    length += part.length;
    // More than it says would fill the memory.
    if (length > size) throw new RangeError('longer than it says');
    parts.push(part);
  });
  try {
    for (let at = 0; at < packed.size; at += atOnce) stream.push(packed.read(at, atOnce), at + atOnce >= packed.size);
  } catch {
    return null;
  }
  return length === size ? bytesSource(joined(parts)) : null;
}
