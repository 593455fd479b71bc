import { textBytes } from '../artifact.ts';
import { sizeOf } from '../byte-source.ts';
import { crc32 } from '../project/checksum.ts';

export interface ZipMember {
  readonly path: string;
  /** Its bytes, one part after another. */
  readonly parts: readonly Uint8Array[];
}

/** The first day that the format can say: the same members are the same archive. */
const firstDay = 0x21;
const version = 20;
const isUtf8 = 0x0800;

/**
 * An archive whose members are not compressed, as parts one after another; those of the members are not copied.
 * Errors: throws for more than 4 GiB, which this form cannot say.
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7 to 4.3.16.
 */
export function storedZip(members: readonly ZipMember[]): readonly Uint8Array[] {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { path, parts } of members) {
    const name = textBytes(path);
    const size = sizeOf(parts);
    const crc = parts.reduce((before, part) => crc32(part, before), 0);
    const about = [version, isUtf8, 0, 0, firstDay];
    const own = fields(
      [0x04034b50, 4],
      ...about.map(short),
      [crc, 4],
      [size, 4],
      [size, 4],
      short(name.length),
      short(0),
    );
    directory.push(
      fields(
        [0x02014b50, 4],
        short(version),
        ...about.map(short),
        [crc, 4],
        [size, 4],
        [size, 4],
        ...[name.length, 0, 0, 0, 0].map(short),
        [0, 4],
        [offset, 4],
      ),
      name,
    );
    files.push(own, name, ...parts);
    offset += own.length + name.length + size;
  }
  const length = sizeOf(directory);
  if (offset + length >= 2 ** 32) throw new RangeError('An archive of more than 4 GiB cannot be written.');
  const count = short(members.length);
  const end = fields([0x06054b50, 4], short(0), short(0), count, count, [length, 4], [offset, 4], short(0));
  return [...files, ...directory, end];
}

type Field = readonly [value: number, size: number];

const short = (value: number): Field => [value, 2];

/** Numbers of so many bytes each, little-endian. */
function fields(...entries: readonly Field[]): Uint8Array {
  return Uint8Array.from(
    entries.flatMap(([value, size]) => Array.from({ length: size }, (_, i) => (value / 2 ** (8 * i)) & 0xff)),
  );
}
