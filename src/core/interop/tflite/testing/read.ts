import { operators } from '../operators.ts';

/** Reads what a flatbuffer's tables hold, by slot, as its specification says: the other way round from the writer. */
class Table {
  constructor(
    private readonly view: DataView,
    private readonly at: number,
  ) {}

  private field(slot: number): number | null {
    const own = this.at - this.view.getInt32(this.at, true);
    if (4 + 2 * slot >= this.view.getUint16(own, true)) return null;
    const offset = this.view.getUint16(own + 4 + 2 * slot, true);
    return offset === 0 ? null : this.at + offset;
  }

  private target(slot: number): number | null {
    const place = this.field(slot);
    return place === null ? null : place + this.view.getUint32(place, true);
  }

  byte(slot: number): number {
    const place = this.field(slot);
    return place === null ? 0 : this.view.getInt8(place);
  }

  int(slot: number): number {
    const place = this.field(slot);
    return place === null ? 0 : this.view.getInt32(place, true);
  }

  table(slot: number): Table | null {
    const place = this.target(slot);
    return place === null ? null : new Table(this.view, place);
  }

  tables(slot: number): readonly Table[] {
    return this.each(slot, (place) => new Table(this.view, place + this.view.getUint32(place, true)));
  }

  ints(slot: number): readonly number[] {
    return this.each(slot, (place) => this.view.getInt32(place, true));
  }

  floats(slot: number): readonly number[] {
    return this.each(slot, (place) => this.view.getFloat32(place, true));
  }

  /** Where they begin, and how many. */
  bytes(slot: number): { readonly start: number; readonly values: Int8Array } | null {
    const place = this.target(slot);
    if (place === null) return null;
    const length = this.view.getUint32(place, true);
    const start = place + 4;
    return { start, values: new Int8Array(this.view.buffer, this.view.byteOffset + start, length) };
  }

  text(slot: number): string {
    return new TextDecoder().decode(this.bytes(slot)?.values);
  }

  private each<T>(slot: number, read: (place: number) => T): readonly T[] {
    const place = this.target(slot);
    if (place === null) return [];
    const count = this.view.getUint32(place, true);
    return Array.from({ length: count }, (_, i) => read(place + 4 + 4 * i));
  }
}

const names = new Map<number, string>(Object.entries(operators).map(([name, [code]]) => [code, name]));

/** What a `.tflite` file holds. */
export function readTflite(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const root = new Table(view, view.getUint32(0, true));
  const buffers = root.tables(4).map((buffer) => buffer.bytes(0));
  const codes = root.tables(1).map((code) => ({ name: names.get(code.int(3)) ?? '', version: code.int(2) }));
  const [main] = root.tables(2);
  if (main === undefined) throw new Error('no graph');
  const tensors = main.tables(0).map((tensor) => ({
    shape: tensor.ints(0),
    signature: tensor.ints(7),
    type: tensor.byte(1),
    name: tensor.text(3),
    bytes: buffers[tensor.int(2)]?.values ?? null,
    scales: tensor.table(4)?.floats(2) ?? [],
    axis: tensor.table(4)?.int(6) ?? 0,
  }));
  return {
    identifier: new TextDecoder().decode(file.subarray(4, 8)),
    version: root.int(0),
    starts: buffers.flatMap((buffer) => (buffer === null ? [] : [buffer.start])),
    tensors,
    inputs: main.ints(1),
    outputs: main.ints(2),
    operations: main.tables(3).map((row) => ({
      ...(codes[row.int(0)] ?? { name: '', version: 0 }),
      inputs: row.ints(1),
      outputs: row.ints(2),
      options: row.table(4),
    })),
    signatures: root.tables(7).map((signature) => ({
      key: signature.text(2),
      inputs: signature.tables(0).map((end) => end.text(0)),
      outputs: signature.tables(1).map((end) => end.text(0)),
    })),
  };
}
