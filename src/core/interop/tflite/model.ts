import type { Shape } from '../../math/shape.ts';
import { shapeSize } from '../../math/shape.ts';
import { textBytes } from '../artifact.ts';
import { littleEndian } from '../tensors.ts';
import { type Blob, byte, int, ints, type Node, table, tables } from './flatbuffer.ts';
import type { GraphBuilder, Operation, Tensor, Weights } from './graph.ts';
import { minimumRuntime, type OperatorName, operators, tensorTypes } from './operators.ts';
import { type Quantised, quantised, tableAsInt8, takesInt8 } from './quantise.ts';

/** A tensor where a network begins or ends, by the layer's name. */
export interface End {
  readonly name: string;
  readonly id: number;
}

export interface ModelGraph {
  readonly name: string;
  readonly graph: GraphBuilder;
  readonly operations: readonly Operation[];
  readonly inputs: readonly End[];
  readonly outputs: readonly End[];
}

/** What a signature is found by that a person did not name. */
const signature = 'serving_default';

const text = (value: string): Node => ({ kind: 'text', bytes: textBytes(value) });

/** The root table. Source: TensorFlow 2.21, `schema.fbs`, version 3a. */
export function modelTable({ name, graph, operations, inputs, outputs }: ModelGraph, int8: boolean): Node {
  const tensors = new TensorTable(graph, int8);
  for (const end of [...inputs, ...outputs]) tensors.name(end);
  const codes = new OperatorCodes();
  const rows = operations.flatMap((operation) => operatorTables(operation, tensors, codes));
  const indices = (ends: readonly End[]): readonly number[] => ends.map(({ id }) => tensors.index(id));
  const named = (ends: readonly End[]): Node =>
    tables(ends.map((end) => table(text(end.name), int(tensors.index(end.id)))));
  const places = [indices(inputs), indices(outputs)].map(ints);
  const [first = null, last = null] = places;
  const signatures = tables([table(named(inputs), named(outputs), text(signature), null, int(0))]);
  const runtime = tensors.buffer(textBytes(minimumRuntime.padEnd(16, '\0')));
  return table(
    int(3),
    tables(codes.rows),
    tables([table(tables(tensors.rows), first, last, tables(rows), text(name))]),
    text('Stride'),
    tables(tensors.buffers),
    null,
    tables([table(text('min_runtime_version'), int(runtime))]),
    signatures,
  );
}

/** One, or a look-up of int8 rows and what makes them float32. */
function operatorTables(operation: Operation, tensors: TensorTable, codes: OperatorCodes): readonly Node[] {
  const [source = -1, ids = -1] = operation.inputs;
  const [output = -1] = operation.outputs;
  const found = tensors.found(operation, source, output);
  if (found === null) return [operatorTable(operation, tensors, codes)];
  const [, lookUp] = operators.GATHER;
  const [, back] = operators.DEQUANTIZE;
  return [
    table(
      int(codes.index('GATHER', true)),
      ints([found.table, tensors.index(ids)]),
      ints([found.rows]),
      byte(lookUp),
      table(...operation.options),
    ),
    table(
      int(codes.index('DEQUANTIZE', false)),
      ints([found.rows]),
      ints([tensors.index(output)]),
      byte(back),
      table(),
    ),
  ];
}

function operatorTable(operation: Operation, tensors: TensorTable, codes: OperatorCodes): Node {
  const { name, linear } = operation;
  const sources = operation.inputs.map((id) => tensors.index(id));
  const [input = -1] = operation.inputs;
  const isInt8 = linear !== undefined && tensors.isInt8(operation, input);
  const weights = linear
    ? [tensors.weights(linear.kernel, isInt8, name !== 'FULLY_CONNECTED'), tensors.bias(linear.bias)]
    : [];
  const [, options] = operators[name];
  return table(
    int(codes.index(name, isInt8)),
    ints([...sources, ...weights]),
    ints(operation.outputs.map((id) => tensors.index(id))),
    byte(options),
    options === 0 ? null : table(...operation.options),
  );
}

/** Operators that the model uses, each once. */
class OperatorCodes {
  readonly rows: Node[] = [];
  private readonly places = new Map<string, number>();

  index(name: OperatorName, int8: boolean): number {
    const [code, , plain, hybrid = plain] = operators[name];
    const version = int8 ? hybrid : plain;
    const key = `${name} ${version}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.rows.length);
    // A byte once held the number; those above it are in a field of their own.
    this.rows.push(table(byte(Math.min(code, 127)), null, int(version), int(code)));
    return this.rows.length - 1;
  }
}

/** Tensors that something refers to, in the order in which it does, and the buffers with the values of constants. */
class TensorTable {
  readonly rows: Node[] = [];
  /** The first stands for no values. */
  readonly buffers: Node[] = [table()];
  private readonly indices = new Map<number, number>();
  private readonly constants = new Map<string, number>();
  private readonly names = new Map<number, string>();

  constructor(
    private readonly graph: GraphBuilder,
    private readonly int8: boolean,
  ) {}

  name({ id, name }: End): void {
    this.names.set(id, name);
  }

  isInt8(operation: Operation, input: number): boolean {
    return this.int8 && takesInt8(operation, this.graph.tensors[input]);
  }

  /** The table as int8, and the rows that are found in it, of the same steps; `null` where it stays float32. */
  found(
    operation: Operation,
    source: number,
    output: number,
  ): { readonly table: number; readonly rows: number } | null {
    const weights = this.int8 ? tableAsInt8(operation, this.graph.tensors[source]) : null;
    if (weights === null) return null;
    const { scales, axis } = quantised(weights, false);
    const dims = this.graph.tensors[output]?.dims ?? [];
    const tensor = { dims, type: 'int8', name: `rows_${output}`, buffer: 0 } as const;
    const rows = this.row(tensor, stepsOf(scales, axis), [-1, ...dims.slice(1)]);
    return { table: this.weights(weights, true, false), rows };
  }

  index(id: number): number {
    const known = this.indices.get(id);
    const tensor = this.graph.tensors[id];
    if (known !== undefined || tensor === undefined) return known ?? -1;
    const place = this.place(tensor, this.names.get(id) ?? `tensor_${id}`);
    this.indices.set(id, place);
    return place;
  }

  /** Weights of the same key once. */
  weights(weights: Weights, int8: boolean, perChannel: boolean): number {
    const key = `${int8 ? 'int8' : 'float32'} ${weights.key}`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const place = int8
      ? this.quantised(weights, quantised(weights, perChannel))
      : this.index(this.graph.weights(weights).id);
    this.constants.set(key, place);
    return place;
  }

  /** −1, for none, where there is no bias. */
  bias(values: Float32Array | null): number {
    return values === null ? -1 : this.index(this.graph.floats(values, [values.length]).id);
  }

  buffer(bytes: Uint8Array): number {
    return this.blob({ length: bytes.length, bytes: () => bytes });
  }

  private blob(blob: Blob): number {
    this.buffers.push(table({ kind: 'blob', blob }));
    return this.buffers.length - 1;
  }

  private place({ dims, type, content }: Tensor, name: string): number {
    const isBatched = content === undefined && type !== 'int32';
    const buffer = content === undefined ? 0 : this.blob(contentOf(content));
    return this.row({ dims, type, name, buffer }, null, isBatched ? [-1, ...dims.slice(1)] : null);
  }

  private quantised({ dims, key }: Weights, { scales, axis, bytes }: Quantised): number {
    const buffer = this.blob({ length: shapeSize(dims), bytes });
    return this.row({ dims, type: 'int8', name: key, buffer }, stepsOf(scales, axis), null);
  }

  /** @param pattern its shape with −1 for the batch, where it has one. */
  private row(
    { dims, type, name, buffer }: Pick<Tensor, 'dims' | 'type'> & { readonly name: string; readonly buffer: number },
    quantisation: Node | null,
    pattern: Shape | null,
  ): number {
    const shape = pattern ? ints(pattern) : null;
    const fields = [ints(dims), byte(tensorTypes[type]), int(buffer), text(name), quantisation, byte(0), null, shape];
    this.rows.push(table(...fields, byte(1)));
    return this.rows.length - 1;
  }
}

/** How far int8 values lie apart; 0 is 0. */
function stepsOf(scales: Float32Array, axis: number): Node {
  const zeros: Node = { kind: 'longs', values: new Int32Array(scales.length) };
  return table(null, null, { kind: 'floats', values: scales }, zeros, null, null, int(axis));
}

function contentOf(content: Float32Array | Int32Array | Weights): Blob {
  if ('key' in content) {
    return { length: 4 * shapeSize(content.dims), bytes: () => littleEndian(content.values()) };
  }
  return { length: content.byteLength, bytes: () => littleEndian(content) };
}
