/**
 * Bytes of a file that need not be in memory: what reads them asks for the part that it needs. Reading does not wait, as a
 * worker's `FileReaderSync` and Node's `readSync` do not.
 */
export interface ByteSource {
  readonly size: number;
  /** `length` bytes from `offset`, fewer where the file ends. The caller must not change them. */
  read(offset: number, length: number): Uint8Array;
}

export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** A part of a source as one of its own; cut off where the source ends. */
export function partOf(source: ByteSource, start: number, size: number): ByteSource {
  const own = Math.max(0, Math.min(size, source.size - start));
  return {
    size: own,
    read: (offset, length) => source.read(start + offset, Math.max(0, Math.min(length, own - offset))),
  };
}

/** All in one piece. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  const whole = new Uint8Array(sizeOf(parts));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0);

const pageSize = 2 ** 20;

/** A source whose small reads, which come in numbers and close to one another, are answered from the last page that was read. */
export function paged(source: ByteSource): ByteSource {
  let page: Uint8Array = new Uint8Array(0);
  let start = 0;
  return {
    size: source.size,
    read: (offset, length) => {
      if (length > pageSize / 2) return source.read(offset, length);
      if (offset < start || offset + length > start + page.length) {
        start = offset;
        page = source.read(offset, pageSize);
      }
      return page.subarray(offset - start, offset - start + length);
    },
  };
}
