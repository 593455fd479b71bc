import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { decodeOnnx, decodeTensor, isExternal, looksLikeOnnx } from './decode.ts';
import { encodeOnnx } from './encode.ts';
import { type OnnxModel, type OnnxTensor, onnxDataType } from './model.ts';
import { constantOf } from './read/values.ts';

const bytesOf = (values: Float32Array): Uint8Array => new Uint8Array(values.buffer);
const kernel: OnnxTensor = {
  name: 'w',
  dataType: onnxDataType.float32,
  dims: [2, 1],
  data: bytesOf(Float32Array.of(1.5, -2)),
};

const model: OnnxModel = {
  irVersion: 8,
  opsets: new Map([['', 17]]),
  producer: 'tests',
  metadata: new Map([['kind', 'é猫']]),
  graph: {
    name: 'small',
    nodes: [
      {
        name: 'product',
        opType: 'MatMul',
        domain: '',
        inputs: ['x', 'w'],
        outputs: ['y'],
        attributes: new Map([
          ['one', { type: 'int', value: -3 }],
          ['some', { type: 'ints', value: [1, -1, 2 ** 40] }],
          ['part', { type: 'floats', value: [0.5, -4] }],
          ['word', { type: 'string', value: 'same' }],
          ['words', { type: 'strings', value: ['a', 'b'] }],
          ['tensor', { type: 'tensor', value: kernel }],
        ]),
      },
    ],
    initializers: [kernel],
    inputs: [{ name: 'x', dataType: onnxDataType.float32, dims: ['batch', 2] }],
    outputs: [{ name: 'y', dataType: onnxDataType.float32, dims: ['batch', 1] }],
  },
};

/** A tensor as a message of its own. */
function tensor(write: (writer: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  write(writer);
  return writer.finish();
}

const numbers = (bytes: Uint8Array): readonly number[] => {
  const read = decodeTensor(bytes);
  return [...Array.from((read && constantOf(read))?.values ?? [])];
};

describe('decodeOnnx', () => {
  it('gives back what was encoded', () => {
    const { told, ...read } = decodeOnnx(encodeOnnx(model)) ?? { told: new Map() };
    expect(told.size).toBe(0);
    expect(JSON.stringify(plain(read))).toBe(JSON.stringify(plain(model)));
  });

  it('refuses a file that is cut off anywhere, and throws nowhere', () => {
    const whole = encodeOnnx(model);
    const cut = Array.from(whole, (_, length) => decodeOnnx(whole.subarray(0, length)));
    // The graph comes last: before its end no part of it counts.
    expect(cut.filter((read) => read !== null)).toEqual([]);
  });

  it('takes no bytes that are something else', () => {
    expect(decodeOnnx(new Uint8Array())).toBeNull();
    expect(decodeOnnx(new TextEncoder().encode('{"format": "layers-model"}'))).toBeNull();
    const noise = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + 13) % 256);
    for (let start = 0; start < 64; start++) expect(decodeOnnx(noise.subarray(start))).toBeNull();
  });

  it('knows files of several programs by how they begin', () => {
    expect(looksLikeOnnx(encodeOnnx(model))).toBe(true);
    expect(looksLikeOnnx(Uint8Array.of(0x89, 0x48, 0x44, 0x46))).toBe(false);
    expect(looksLikeOnnx(new TextEncoder().encode('{}'))).toBe(false);
  });
});

describe('tensors', () => {
  const shaped = (dataType: number) => (writer: PbfWriter) => {
    writer.writePackedVarint(1, [2]);
    writer.writeVarintField(2, dataType);
  };

  it.each([
    ['float_data', onnxDataType.float32, (w: PbfWriter) => w.writePackedFloat(4, [0.5, -2])],
    ['double_data', onnxDataType.float64, (w: PbfWriter) => w.writePackedDouble(10, [0.5, -2])],
    [
      'raw_data of halves',
      onnxDataType.float16,
      (w: PbfWriter) => w.writeBytesField(9, Uint8Array.of(0x00, 0x38, 0x00, 0xc0)),
    ],
    ['halves as numbers', onnxDataType.float16, (w: PbfWriter) => w.writePackedVarint(5, [0x3800, 0xc000])],
  ])('have their values in %s', (_, dataType, write) => {
    const bytes = tensor((writer) => {
      shaped(dataType)(writer);
      write(writer);
    });
    expect(numbers(bytes)).toEqual([0.5, -2]);
  });

  it('have whole numbers below 0', () => {
    const bytes = tensor((writer) => {
      shaped(onnxDataType.int64)(writer);
      writer.writePackedVarint(7, [-1, 2 ** 40]);
    });
    expect(numbers(bytes)).toEqual([-1, 2 ** 40]);
  });

  it('say where their values are when they are in another file', () => {
    const entry = (key: string, value: string) => (_: unknown, writer: PbfWriter) => {
      writer.writeStringField(1, key);
      writer.writeStringField(2, value);
    };
    const read = decodeTensor(
      tensor((writer) => {
        shaped(onnxDataType.float32)(writer);
        writer.writeMessage(13, entry('location', 'weights.bin'), null);
        writer.writeMessage(13, entry('offset', '16'), null);
        writer.writeVarintField(14, 1);
      }),
    );
    expect(read && isExternal(read) ? [read.location, read.offset, read.length] : null).toEqual([
      'weights.bin',
      16,
      null,
    ]);
  });

  it('with fewer values than their shape says have none', () => {
    const bytes = tensor((writer) => {
      shaped(onnxDataType.float32)(writer);
      writer.writePackedFloat(4, [1]);
    });
    expect(decodeTensor(bytes) && constantOf(decodeTensor(bytes) ?? kernel)).toBeNull();
  });
});

/** Maps and bytes as JSON can say them. */
const plain = (value: unknown): unknown => {
  if (value instanceof Map) return [...value].map(([key, one]) => [key, plain(one)]);
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, plain(one)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
};
