import { strFromU8 } from 'fflate';
import { PbfReader } from 'pbf';
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './model.ts';

/** What a file has beside what `OnnxModel` says. */
export interface DecodedModel extends OnnxModel {
  /** Shapes that the file tells of values between nodes, by their names. */
  readonly told: ReadonlyMap<string, OnnxValue>;
}

/** A tensor whose values lie in a file beside this one. */
export interface ExternalTensor extends OnnxTensor {
  readonly location: string;
  readonly offset: number;
  /** Bytes; `null`: to the end of that file. */
  readonly length: number | null;
}

export const isExternal = (tensor: OnnxTensor): tensor is ExternalTensor => 'location' in tensor;

/** Messages inside one another: no program writes as many. */
const deepest = 60;

const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

type Field = (field: number, reader: Reader) => void;

/** A reader that does not go past its end: of bytes that are cut off, pbf alone would make others. */
class Reader {
  private readonly pbf: PbfReader;

  constructor(
    readonly bytes: Uint8Array,
    private readonly depth = 0,
  ) {
    if (depth > deepest) throw new RangeError('too deep');
    this.pbf = new PbfReader(bytes);
  }

  each(read: Field): void {
    const { pbf } = this;
    while (pbf.pos < pbf.length) {
      const tag = this.varint();
      const field = Math.floor(tag / 8);
      if (field === 0) throw new RangeError('no field');
      pbf.type = tag % 8;
      const before = pbf.pos;
      read(field, this);
      if (pbf.pos === before) this.skip();
    }
    if (pbf.pos !== pbf.length) throw new RangeError('cut off');
  }

  private skip(): void {
    const { pbf } = this;
    if (pbf.type === wireTypes.varint) this.varint();
    else if (pbf.type === wireTypes.bytes) this.data();
    else if (pbf.type === wireTypes.fixed32) this.move(4);
    else if (pbf.type === wireTypes.fixed64) this.move(8);
    else throw new RangeError('no such wire type');
  }

  private move(size: number): void {
    this.pbf.pos += size;
    if (this.pbf.pos > this.pbf.length) throw new RangeError('cut off');
  }

  private is(type: number): boolean {
    return this.pbf.type === type;
  }

  varint(): number {
    const value = this.pbf.readVarint(true);
    if (this.pbf.pos > this.pbf.length) throw new RangeError('cut off');
    return value;
  }

  data(): Uint8Array {
    const size = this.varint();
    const start = this.pbf.pos;
    if (size < 0) throw new RangeError('cut off');
    this.move(size);
    return this.bytes.subarray(start, start + size);
  }

  text(): string {
    return this.is(wireTypes.bytes) ? textOf(this.data()) : '';
  }

  int(): number {
    return this.is(wireTypes.varint) ? this.varint() : 0;
  }

  float(): number {
    if (!this.is(wireTypes.fixed32)) return 0;
    const at = this.pbf.pos;
    this.move(4);
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + at, 4).getFloat32(0, true);
  }

  message(read: Field): void {
    if (this.is(wireTypes.bytes)) new Reader(this.data(), this.depth + 1).each(read);
  }

  /** Packed, or one at a time. */
  ints(into: number[]): void {
    if (!this.is(wireTypes.bytes)) {
      into.push(this.int());
      return;
    }
    const inner = new Reader(this.data(), this.depth + 1);
    while (inner.pbf.pos < inner.pbf.length) into.push(inner.varint());
  }

  /** Packed, or one at a time, `size` bytes each. */
  numbers(into: number[], size: 4 | 8): void {
    const read = (view: DataView, at: number) => (size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true));
    if (this.is(wireTypes.bytes)) {
      const own = this.data();
      const view = new DataView(own.buffer, own.byteOffset, own.byteLength);
      for (let at = 0; at + size <= own.length; at += size) into.push(read(view, at));
      return;
    }
    const at = this.pbf.pos;
    this.move(size);
    into.push(read(new DataView(this.bytes.buffer, this.bytes.byteOffset + at, size), 0));
  }
}

const textOf = (bytes: Uint8Array): string => strFromU8(bytes);

/**
 * `ModelProto` of `onnx.proto3`: tensors are views into `bytes`, or say which file beside it has them. `null` where the bytes
 * are no such message, or are cut off.
 */
export function decodeOnnx(bytes: Uint8Array): DecodedModel | null {
  const opsets = new Map<string, number>();
  const metadata = new Map<string, string>();
  const told = new Map<string, OnnxValue>();
  let graph: OnnxGraph | null = null;
  let [irVersion, producer] = [0, ''];
  try {
    new Reader(bytes).each((field, reader) => {
      if (field === 1) irVersion = reader.int();
      else if (field === 2) producer = reader.text();
      else if (field === 7) graph = readGraph(reader, told);
      else if (field === 8) opsets.set(...pairOf(reader, (one) => one.int()));
      else if (field === 14) metadata.set(...pairOf(reader, (one) => one.text()));
    });
  } catch {
    return null;
  }
  return graph === null || irVersion <= 0 ? null : { irVersion, opsets, producer, metadata, graph, told };
}

/** A tensor that is a file by itself, as those of ONNX's own tests are; `null` where it is none. */
export function decodeTensor(bytes: Uint8Array): OnnxTensor | null {
  try {
    return tensorFrom((read) => new Reader(bytes).each(read));
  } catch {
    return null;
  }
}

/** Whether a file begins as ONNX's do: the version of the format, and then fields of a model. */
export function looksLikeOnnx(start: Uint8Array): boolean {
  return (
    start[0] === 0x08 && (start[1] ?? 0) > 0 && (start[1] ?? 0) < 0x40 && [0x12, 0x3a, 0x42].includes(start[2] ?? 0)
  );
}

function pairOf<T>(reader: Reader, second: (reader: Reader) => T): [string, T] {
  let key = '';
  let value: T | undefined;
  reader.message((field, inner) => {
    if (field === 1) key = inner.text();
    else if (field === 2) value = second(inner);
  });
  if (value === undefined) throw new RangeError('half a pair');
  return [key, value];
}

function readGraph(reader: Reader, told: Map<string, OnnxValue>): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const initializers: OnnxTensor[] = [];
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  let name = '';
  reader.message((field, inner) => {
    if (field === 1) nodes.push(readNode(inner, told));
    else if (field === 2) name = inner.text();
    else if (field === 5) initializers.push(readTensor(inner));
    else if (field === 11) inputs.push(readValue(inner));
    else if (field === 12) outputs.push(readValue(inner));
    else if (field === 13) {
      const value = readValue(inner);
      told.set(value.name, value);
    }
  });
  return { name, nodes, initializers, inputs, outputs };
}

function readNode(reader: Reader, told: Map<string, OnnxValue>): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let [name, opType, domain] = ['', '', ''];
  reader.message((field, inner) => {
    if (field === 1) inputs.push(inner.text());
    else if (field === 2) outputs.push(inner.text());
    else if (field === 3) name = inner.text();
    else if (field === 4) opType = inner.text();
    else if (field === 5) readAttribute(inner, attributes, told);
    else if (field === 7) domain = inner.text();
  });
  return { name, opType, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs, attributes };
}

/** Kinds that are not told apart here are left out. */
function readAttribute(reader: Reader, into: Map<string, OnnxAttribute>, told: Map<string, OnnxValue>): void {
  const floats: number[] = [];
  const ints: number[] = [];
  const strings: string[] = [];
  let [name, type, float, int, text] = ['', 0, 0, 0, ''];
  let tensor: OnnxTensor | null = null;
  let graph: OnnxGraph | null = null;
  reader.message((field, inner) => {
    if (field === 1) name = inner.text();
    else if (field === 2) float = inner.float();
    else if (field === 3) int = inner.int();
    else if (field === 4) text = inner.text();
    else if (field === 5) tensor = readTensor(inner);
    else if (field === 6) graph = readGraph(inner, told);
    else if (field === 7) inner.numbers(floats, 4);
    else if (field === 8) inner.ints(ints);
    else if (field === 9) strings.push(inner.text());
    else if (field === 20) type = inner.int();
  });
  const read: Readonly<Record<number, () => OnnxAttribute | null>> = {
    1: () => ({ type: 'float', value: float }),
    2: () => ({ type: 'int', value: int }),
    3: () => ({ type: 'string', value: text }),
    4: () => tensor && { type: 'tensor', value: tensor },
    5: () => graph && { type: 'graph', value: graph },
    6: () => ({ type: 'floats', value: floats }),
    7: () => ({ type: 'ints', value: ints }),
    8: () => ({ type: 'strings', value: strings }),
  };
  const attribute = read[type]?.();
  if (attribute) into.set(name, attribute);
}

const readTensor = (reader: Reader): OnnxTensor => tensorFrom((read) => reader.message(read));

/** @param each gives the fields of the message */
function tensorFrom(each: (read: Field) => void): OnnxTensor {
  const dims: number[] = [];
  const [floats, doubles, ints]: [number[], number[], number[]] = [[], [], []];
  const external = new Map<string, string>();
  let [name, dataType, place] = ['', 0, 0];
  let raw: Uint8Array | null = null;
  each((field, inner) => {
    if (field === 1) inner.ints(dims);
    else if (field === 2) dataType = inner.int();
    else if (field === 4) inner.numbers(floats, 4);
    else if (field === 5 || field === 7 || field === 11) inner.ints(ints);
    else if (field === 8) name = inner.text();
    else if (field === 9) raw = inner.data();
    else if (field === 10) inner.numbers(doubles, 8);
    else if (field === 13) external.set(...pairOf(inner, (one) => one.text()));
    else if (field === 14) place = inner.int();
  });
  if (dims.some((size) => size < 0)) throw new RangeError('a size below 0');
  const location = external.get('location');
  if (place === 1 && location !== undefined) {
    const [offset, length] = [Number(external.get('offset') ?? 0), external.get('length')];
    return {
      name,
      dataType,
      dims,
      data: new Uint8Array(0),
      location,
      offset,
      length: length ? Number(length) : null,
    } as OnnxTensor;
  }
  return { name, dataType, dims, data: raw ?? packed(dataType, floats, doubles, ints) };
}

/** Values that came as numbers of their own, as `raw_data` would have them. */
function packed(
  dataType: number,
  floats: readonly number[],
  doubles: readonly number[],
  ints: readonly number[],
): Uint8Array {
  const write = writers[dataType];
  if (!write) return new Uint8Array(0);
  const values = dataType === 1 ? floats : dataType === 11 ? doubles : ints;
  const bytes = new Uint8Array(values.length * write.bytes);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) write.put(view, i * write.bytes, value);
  return bytes;
}

interface NumberWriter {
  readonly bytes: number;
  readonly put: (view: DataView, at: number, value: number) => void;
}

const small: NumberWriter = { bytes: 1, put: (view, at, value) => view.setInt8(at, value) };
const half: NumberWriter = { bytes: 2, put: (view, at, value) => view.setUint16(at, value, true) };
const word: NumberWriter = { bytes: 4, put: (view, at, value) => view.setInt32(at, value, true) };
const long: NumberWriter = { bytes: 8, put: (view, at, value) => view.setBigInt64(at, BigInt(value), true) };

/** By `TensorProto.DataType`; halves come as their bits. */
const writers: Readonly<Record<number, NumberWriter>> = {
  1: { bytes: 4, put: (view, at, value) => view.setFloat32(at, value, true) },
  2: small,
  3: small,
  4: half,
  5: half,
  6: word,
  7: long,
  9: small,
  10: half,
  11: { bytes: 8, put: (view, at, value) => view.setFloat64(at, value, true) },
  12: word,
  13: long,
  16: half,
};

function readValue(reader: Reader): OnnxValue {
  let name = '';
  let type = { dataType: 0, dims: null as OnnxValue['dims'] | null };
  reader.message((field, inner) => {
    if (field === 1) name = inner.text();
    else if (field === 2)
      inner.message((kind, one) => {
        if (kind === 1) type = readTensorType(one);
      });
  });
  return { name, dataType: type.dataType, dims: type.dims ?? [] };
}

function readTensorType(reader: Reader) {
  let dataType = 0;
  let dims: (number | string)[] | null = null;
  reader.message((field, inner) => {
    if (field === 1) dataType = inner.int();
    else if (field === 2) {
      const sizes: (number | string)[] = [];
      inner.message((one, dimension) => {
        if (one !== 1) return;
        let size: number | string = '?';
        dimension.message((kind, said) => {
          if (kind === 1) size = said.int();
          else if (kind === 2) size = said.text();
        });
        sizes.push(size);
      });
      dims = sizes;
    }
  });
  return { dataType, dims };
}
