import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import { encodeOnnx, onnxParts } from './encode.ts';
import { type OnnxModel, onnxDataType } from './model.ts';

const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

const model: OnnxModel = {
  irVersion: 8,
  opsets: new Map([['', 17]]),
  producer: 'Stride',
  metadata: new Map([['classes', '["é"]']]),
  graph: {
    name: 'net',
    nodes: [
      {
        name: 'conv/Conv',
        opType: 'Conv',
        domain: '',
        inputs: ['x', 'conv/kernel'],
        outputs: ['y'],
        attributes: new Map([
          ['pads', { type: 'ints', value: [0, -1, 300] }],
          ['alpha', { type: 'float', value: 0.5 }],
          ['value', { type: 'tensor', value: { name: '', dataType: 1, dims: [2], data: bytes(1, 2) } }],
        ]),
      },
    ],
    initializers: [{ name: 'conv/kernel', dataType: onnxDataType.float32, dims: [50, 1], data: new Uint8Array(200) }],
    inputs: [{ name: 'x', dataType: onnxDataType.float32, dims: ['batch', 3] }],
    outputs: [{ name: 'y', dataType: onnxDataType.float32, dims: ['batch', 4] }],
  },
};

/** Fields of a message by number, read by the rules of protocol buffers alone. */
function fields(message: Uint8Array): Map<number, (number | Uint8Array)[]> {
  const found = new Map<number, (number | Uint8Array)[]>();
  const reader = new PbfReader(message);
  while (reader.pos < reader.length) {
    const tag = reader.readVarint();
    const value = (tag & 7) === 2 ? reader.readBytes() : (tag & 7) === 5 ? reader.readFloat() : reader.readVarint(true);
    found.set(tag >> 3, [...(found.get(tag >> 3) ?? []), value]);
  }
  return found;
}

const messageAt = (message: ReturnType<typeof fields>, field: number, place = 0): ReturnType<typeof fields> => {
  const value = message.get(field)?.[place];
  if (!(value instanceof Uint8Array)) throw new Error(`${field} is no message`);
  return fields(value);
};

const text = (message: ReturnType<typeof fields>, field: number): readonly string[] =>
  (message.get(field) ?? []).map((value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : ''));

describe('an ONNX file', () => {
  const file = fields(encodeOnnx(model));
  const graph = messageAt(file, 7);

  it('says its versions and what else is known of it', () => {
    expect(file.get(1)).toEqual([8]);
    expect(text(file, 2)).toEqual(['Stride']);
    expect(messageAt(file, 8).get(2)).toEqual([17]);
    expect([text(messageAt(file, 14), 1), text(messageAt(file, 14), 2)]).toEqual([['classes'], ['["é"]']]);
  });

  it('has its nodes with attributes of their types, negative numbers too', () => {
    const node = messageAt(graph, 1);
    expect([text(node, 1), text(node, 2), text(node, 4)]).toEqual([['x', 'conv/kernel'], ['y'], ['Conv']]);
    const pads = messageAt(node, 5);
    expect(pads.get(20)).toEqual([7]);
    const packed = pads.get(8)?.[0];
    expect(packed).toHaveLength(1 + 10 + 2);
    expect(messageAt(node, 5, 1).get(2)).toEqual([0.5]);
    expect(messageAt(messageAt(node, 5, 2), 5).get(9)).toEqual([bytes(1, 2)]);
  });

  it('has its weights raw, and a batch that is open', () => {
    const tensor = messageAt(graph, 5);
    expect([tensor.get(1), tensor.get(2), text(tensor, 8)]).toEqual([[Uint8Array.of(50, 1)], [1], ['conv/kernel']]);
    expect(tensor.get(9)).toEqual([new Uint8Array(200)]);
    const shape = messageAt(messageAt(messageAt(messageAt(graph, 11), 2), 1), 2);
    expect([text(messageAt(shape, 1), 2), messageAt(shape, 1, 1).get(1)]).toEqual([['batch'], [3]]);
  });

  it('is as long as it says before it is written', () => {
    expect(onnxParts(model).length).toBe(encodeOnnx(model).length);
  });
});
