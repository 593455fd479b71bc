import { PbfReader } from 'pbf';

type Field = number | Uint8Array;

/** Fields of a message by number, read by the rules of protocol buffers alone. */
export class Message {
  private readonly fields = new Map<number, Field[]>();

  constructor(bytes: Uint8Array) {
    const reader = new PbfReader(bytes);
    while (reader.pos < reader.length) {
      const tag = reader.readVarint();
      const kind = tag & 7;
      const value = kind === 2 ? reader.readBytes() : kind === 5 ? reader.readFloat() : reader.readVarint(true);
      this.fields.set(tag >> 3, [...(this.fields.get(tag >> 3) ?? []), value]);
    }
  }

  bytes(field: number): readonly Uint8Array[] {
    return (this.fields.get(field) ?? []).filter((value) => value instanceof Uint8Array);
  }

  messages(field: number): readonly Message[] {
    return this.bytes(field).map((bytes) => new Message(bytes));
  }

  texts(field: number): readonly string[] {
    return this.bytes(field).map((bytes) => new TextDecoder().decode(bytes));
  }

  text(field: number): string {
    return this.texts(field)[0] ?? '';
  }

  number(field: number): number {
    const [value] = this.fields.get(field) ?? [];
    return typeof value === 'number' ? value : 0;
  }

  packed(field: number): readonly number[] {
    return this.bytes(field).flatMap((bytes) => {
      const reader = new PbfReader(bytes);
      const values: number[] = [];
      while (reader.pos < reader.length) values.push(reader.readVarint(true));
      return values;
    });
  }
}

function attribute(message: Message): unknown {
  const floats = (): readonly number[] =>
    message.bytes(7).flatMap((bytes) => [...new Float32Array(bytes.slice().buffer)]);
  const read: Readonly<Record<number, () => unknown>> = {
    1: () => message.number(2),
    2: () => message.number(3),
    3: () => message.text(4),
    5: () => message.messages(6).map(nodesOf)[0],
    6: floats,
    7: () => message.packed(8),
    8: () => message.texts(9),
  };
  return read[message.number(20)]?.();
}

interface ReadNode {
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

const nodesOf = (graph: Message): readonly ReadNode[] =>
  graph.messages(1).map((node) => ({
    opType: node.text(4),
    inputs: node.texts(1),
    outputs: node.texts(2),
    attributes: Object.fromEntries(node.messages(5).map((one) => [one.text(1), attribute(one)])),
  }));

const ends = (values: readonly Message[]) =>
  values.map((value) => ({
    name: value.text(1),
    dims: value
      .messages(2)
      .flatMap((type) => type.messages(1))
      .flatMap((tensor) => tensor.messages(2))
      .flatMap((shape) => shape.messages(1))
      .map((size) => size.text(2) || size.number(1)),
  }));

/** What an `.onnx` file holds. */
export function readOnnx(file: Uint8Array) {
  const model = new Message(file);
  const [graph] = model.messages(7);
  if (graph === undefined) throw new Error('no graph');
  return {
    opset: model.messages(8).map((one) => one.number(2)),
    metadata: Object.fromEntries(model.messages(14).map((entry) => [entry.text(1), entry.text(2)])),
    nodes: nodesOf(graph),
    weights: new Map(
      graph.messages(5).map((tensor) => {
        const values = tensor.bytes(9).flatMap((bytes) => [...new Float32Array(bytes.slice().buffer)]);
        return [tensor.text(8), { dims: tensor.packed(1), values }];
      }),
    ),
    inputs: ends(graph.messages(11)),
    outputs: ends(graph.messages(12)),
  };
}
