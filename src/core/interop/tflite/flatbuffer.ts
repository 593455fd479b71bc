/** Bytes that are long and made when they are written. */
export interface Blob {
  readonly length: number;
  readonly bytes: () => Uint8Array;
}

export type Scalar = { readonly kind: 'byte' | 'int' | 'float'; readonly value: number };

/** What a table points at. Fields stand in the places of their slots; what is `null` has its default. */
export type Node =
  | { readonly kind: 'table'; readonly fields: readonly (Scalar | Node | null)[] }
  | { readonly kind: 'tables'; readonly items: readonly Node[] }
  | { readonly kind: 'ints' | 'longs' | 'floats'; readonly values: ArrayLike<number> }
  | { readonly kind: 'text'; readonly bytes: Uint8Array }
  | { readonly kind: 'blob'; readonly blob: Blob };

export const byte = (value: number): Scalar => ({ kind: 'byte', value });
export const int = (value: number): Scalar => ({ kind: 'int', value });
export const float = (value: number): Scalar => ({ kind: 'float', value });
export const table = (...fields: readonly (Scalar | Node | null)[]): Node => ({ kind: 'table', fields });
export const tables = (items: readonly Node[]): Node => ({ kind: 'tables', items });
export const ints = (values: ArrayLike<number>): Node => ({ kind: 'ints', values });

/** Blobs begin at a multiple of so many bytes: kernels read them in place. */
const blobAlignment = 16;

const isNode = (field: Scalar | Node): field is Node =>
  field.kind !== 'byte' && field.kind !== 'int' && field.kind !== 'float';

/** Where an offset is to be written, and what it leads to. */
interface Reference {
  readonly at: number;
  readonly node: Node;
}

/**
 * A flatbuffer in parts, of which the blobs come last, each made when it is asked for. Offsets to what is pointed at lead
 * forwards, as the format wants: a table is written before all that it points at.
 * Source: FlatBuffers, "FlatBuffer Internals".
 * @param identifier four letters that name the format.
 */
export function flatbufferParts(root: Node, identifier: string): { length: number; parts: () => Iterable<Uint8Array> } {
  const writer = new Writer();
  const blobs: { readonly at: number; readonly blob: Blob }[] = [];
  writer.int(0);
  for (const letter of identifier) writer.byte(letter.charCodeAt(0));
  let waiting: Reference[] = [{ at: 0, node: root }];
  while (waiting.length > 0) {
    const next: Reference[] = [];
    for (const { at, node } of waiting) {
      if (node.kind === 'blob') blobs.push({ at, blob: node.blob });
      else writer.patch(at, writer.node(node, next) - at);
    }
    waiting = next;
  }
  let end = writer.length;
  const placed = blobs.map(({ at, blob }) => {
    const start = Math.ceil((end + 4) / blobAlignment) * blobAlignment;
    const padding = start - 4 - end;
    writer.patch(at, start - 4 - at);
    end = start + blob.length;
    return { padding, blob };
  });
  return {
    length: end,
    *parts() {
      yield writer.written();
      for (const { padding, blob } of placed) {
        const head = new Uint8Array(padding + 4);
        new DataView(head.buffer).setUint32(padding, blob.length, true);
        yield head;
        yield blob.bytes();
      }
    },
  };
}

class Writer {
  private bytes = new Uint8Array(4096);
  private view = new DataView(this.bytes.buffer);
  length = 0;

  /** Where it begins; what it points at is added to `references`. */
  node(node: Exclude<Node, { kind: 'blob' }>, references: Reference[]): number {
    if (node.kind === 'table') return this.table(node.fields, references);
    if (node.kind === 'text') return this.text(node.bytes);
    const count = node.kind === 'tables' ? node.items.length : node.values.length;
    // Whole numbers of eight bytes begin at a multiple of eight, after their count.
    if (node.kind === 'longs') this.align(8, 4);
    else this.align(4);
    const start = this.length;
    this.int(count);
    if (node.kind === 'tables') {
      for (const item of node.items) {
        references.push({ at: this.length, node: item });
        this.int(0);
      }
      return start;
    }
    for (let i = 0; i < count; i++) {
      const value = node.values[i] ?? 0;
      if (node.kind === 'floats') this.float(value);
      else this.int(value);
      if (node.kind === 'longs') this.int(value < 0 ? -1 : 0);
    }
    return start;
  }

  patch(at: number, offset: number): void {
    this.view.setUint32(at, offset, true);
  }

  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  byte(value: number): void {
    this.reserve(1);
    this.view.setUint8(this.length, value);
    this.length += 1;
  }

  int(value: number): void {
    this.reserve(4);
    this.view.setInt32(this.length, value, true);
    this.length += 4;
  }

  /** Where its fields are, then the fields: those of four bytes before those of one. */
  private table(fields: readonly (Scalar | Node | null)[], references: Reference[]): number {
    const wide = fields.filter((field) => field !== null && field.kind !== 'byte').length;
    const narrow = fields.filter((field) => field?.kind === 'byte').length;
    let nextWide = 4;
    let nextNarrow = 4 + 4 * wide;
    const places = fields.map((field) => {
      if (field === null) return 0;
      if (field.kind === 'byte') return nextNarrow++;
      nextWide += 4;
      return nextWide - 4;
    });
    const head = 4 + 2 * fields.length;
    // The table itself begins at a multiple of four.
    this.align(4, head % 4);
    const own = this.length;
    for (const value of [head, 4 + 4 * wide + narrow, ...places]) {
      this.byte(value & 0xff);
      this.byte(value >> 8);
    }
    const start = this.length;
    this.int(start - own);
    for (const field of fields) {
      if (field === null || field.kind === 'byte') continue;
      if (isNode(field)) references.push({ at: this.length, node: field });
      if (field.kind === 'float') this.float(field.value);
      else this.int(isNode(field) ? 0 : field.value);
    }
    for (const field of fields) if (field?.kind === 'byte') this.byte(field.value);
    return start;
  }

  private text(bytes: Uint8Array): number {
    this.align(4);
    const start = this.length;
    this.int(bytes.length);
    for (const one of bytes) this.byte(one);
    this.byte(0);
    return start;
  }

  private float(value: number): void {
    this.reserve(4);
    this.view.setFloat32(this.length, value, true);
    this.length += 4;
  }

  /** Zeros until what comes `after` more bytes is at a multiple of `step`. */
  private align(step: number, after = 0): void {
    while ((this.length + after) % step !== 0) this.byte(0);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
