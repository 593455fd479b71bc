import { say } from '../sayings.ts';

interface Format {
  readonly name: string;
  readonly begins: readonly number[];
  /** Place of `begins`. */
  readonly at: number;
}

const ascii = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** First bytes of formats that pictures come in, whatever their file is called. */
const formats: readonly Format[] = [
  { name: 'PNG', at: 0, begins: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'JPEG', at: 0, begins: [0xff, 0xd8, 0xff] },
  { name: 'GIF', at: 0, begins: ascii('GIF8') },
  { name: 'WebP', at: 8, begins: ascii('WEBP') },
  { name: 'BMP', at: 0, begins: ascii('BM') },
  { name: 'TIFF', at: 0, begins: ascii('II*\0') },
  { name: 'TIFF', at: 0, begins: ascii('MM\0*') },
  { name: 'AVIF', at: 4, begins: ascii('ftypavif') },
  { name: 'HEIC', at: 4, begins: ascii('ftyphe') },
  { name: 'HEIC', at: 4, begins: ascii('ftypmif1') },
  { name: 'JPEG XL', at: 0, begins: [0xff, 0x0a] },
  { name: 'PDF', at: 0, begins: ascii('%PDF') },
];

/** What a file is by its first bytes; `null` where they are no picture's that is known. */
export const formatOf = (bytes: Uint8Array): string | null =>
  formats.find(({ at, begins }) => begins.every((byte, index) => bytes[at + index] === byte))?.name ?? null;

/** Why a file could not be read as a picture. `read`: formats that are read where it was tried. */
export function whyUnread(bytes: Uint8Array, read: readonly string[]): string {
  if (bytes.length === 0) return say('fileEmpty');
  const format = formatOf(bytes);
  if (format === null) return say(isText(bytes) ? 'fileText' : 'fileUnknown');
  if (!read.includes(format)) return say('formatNotRead', { format, read: read.join(', ') });
  return say(isCut(bytes) ? 'pictureCut' : 'pictureDamaged', { format });
}

/** Whether a JPEG or PNG ends before its picture does. */
function isCut(bytes: Uint8Array): boolean {
  const format = formatOf(bytes);
  if (format === 'PNG') return find(bytes, ascii('IEND'), 8) < 0;
  // A camera's small picture inside has an end of its own: looked for behind the headers only.
  return format === 'JPEG' && find(bytes, [0xff, 0xd9], scanOf(bytes)) < 0;
}

/** Where a JPEG's pixels begin; its length where they do not. */
function scanOf(bytes: Uint8Array): number {
  for (let at = 2; at + 3 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1];
    if (marker === 0xda) return at;
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) at++;
    else at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  }
  return bytes.length;
}

function find(bytes: Uint8Array, wanted: readonly number[], from: number): number {
  const [first = 0, ...others] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (others.every((byte, index) => bytes[at + 1 + index] === byte)) return at;
  }
  return -1;
}

/** Text has none of the control characters that files of other kinds begin with. */
const isText = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 512).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
