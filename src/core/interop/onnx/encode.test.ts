import { describe, expect, it } from 'vitest';
import { encodeOnnx, onnxParts } from './encode.ts';
import { type OnnxModel, onnxDataType } from './model.ts';
import { Message, readOnnx } from './testing/read.ts';

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

describe('an ONNX file', () => {
  const file = new Message(encodeOnnx(model));
  const [graph = file] = file.messages(7);

  it('says its versions and what else is known of it', () => {
    expect([file.number(1), file.text(2)]).toEqual([8, 'Stride']);
    expect(file.messages(8).map((opset) => opset.number(2))).toEqual([17]);
    expect(file.messages(14).map((entry) => [entry.text(1), entry.text(2)])).toEqual([['classes', '["é"]']]);
  });

  it('has its nodes with attributes of their types, negative numbers too', () => {
    const [node = graph] = graph.messages(1);
    expect([node.texts(1), node.texts(2), node.texts(4)]).toEqual([['x', 'conv/kernel'], ['y'], ['Conv']]);
    const [pads, alpha, value] = node.messages(5);
    expect([pads?.number(20), pads?.packed(8)]).toEqual([7, [0, -1, 300]]);
    expect(alpha?.number(2)).toBe(0.5);
    expect(value?.messages(5)[0]?.bytes(9)).toEqual([bytes(1, 2)]);
  });

  it('has its weights raw, and a batch that is open', () => {
    const [tensor = graph] = graph.messages(5);
    expect([tensor.packed(1), tensor.number(2), tensor.text(8)]).toEqual([[50, 1], 1, 'conv/kernel']);
    expect(tensor.bytes(9)).toEqual([new Uint8Array(200)]);
    expect(readOnnx(encodeOnnx(model)).inputs).toEqual([{ name: 'x', dims: ['batch', 3] }]);
  });

  it('is as long as it says before it is written', () => {
    expect(onnxParts(model).length).toBe(encodeOnnx(model).length);
  });
});
