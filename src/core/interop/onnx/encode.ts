import { PbfWriter } from 'pbf';
import { shapeSize } from '../../math/shape.ts';
import { joined } from '../byte-source.ts';
import {
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  onnxDataType,
} from './model.ts';

/** Bytes of a file, one part after another, each made when it is asked for. */
interface Parts {
  readonly length: number;
  readonly parts: () => Iterable<Uint8Array>;
}

/** `ModelProto` of `onnx.proto3`; a tensor's data is asked for once, when its turn comes. */
export function onnxParts(model: OnnxModel): Parts {
  const head = small((writer) => {
    writer.writeVarintField(1, model.irVersion);
    writer.writeStringField(2, model.producer);
    for (const entry of model.opsets) writer.writeMessage(8, writeOpset, entry);
    for (const entry of model.metadata) writer.writeMessage(14, writeEntry, entry);
  });
  return chained([{ length: head.length, parts: () => [head] }, message(7, graphParts(model.graph))]);
}

/** The same in one piece. */
export const encodeOnnx = (model: OnnxModel): Uint8Array => whole(onnxParts(model));

function graphParts(graph: OnnxGraph): Parts {
  const head = small((writer) => {
    for (const node of graph.nodes) writer.writeMessage(1, writeNode, node);
    writer.writeStringField(2, graph.name);
  });
  const tail = small((writer) => {
    for (const value of graph.inputs) writer.writeMessage(11, writeValue, value);
    for (const value of graph.outputs) writer.writeMessage(12, writeValue, value);
  });
  return chained([
    { length: head.length, parts: () => [head] },
    ...graph.initializers.map((tensor) => message(5, tensorParts(tensor))),
    { length: tail.length, parts: () => [tail] },
  ]);
}

function tensorParts(tensor: OnnxTensor): Parts {
  const length = bytesOf(tensor);
  const head = small((writer) => {
    writer.writePackedVarint(1, [...tensor.dims]);
    writer.writeVarintField(2, tensor.dataType);
    writer.writeStringField(8, tensor.name);
    writer.writeTag(9, lengthDelimited);
    writer.writeVarint(length);
  });
  return {
    length: head.length + length,
    *parts() {
      yield head;
      yield tensor.data;
    },
  };
}

const valueBytes: Readonly<Record<number, number>> = {
  [onnxDataType.float32]: 4,
  [onnxDataType.uint8]: 1,
  [onnxDataType.int8]: 1,
  [onnxDataType.int32]: 4,
  [onnxDataType.int64]: 8,
  [onnxDataType.bool]: 1,
  [onnxDataType.float16]: 2,
  [onnxDataType.float64]: 8,
};

/** Known without the data, which may not be made yet. */
function bytesOf(tensor: OnnxTensor): number {
  const size = valueBytes[tensor.dataType];
  return size === undefined ? tensor.data.length : shapeSize(tensor.dims) * size;
}

const lengthDelimited = 2;

/** A message as a field: its tag and its length before it. */
function message(field: number, content: Parts): Parts {
  const head = small((writer) => {
    writer.writeTag(field, lengthDelimited);
    writer.writeVarint(content.length);
  });
  return chained([{ length: head.length, parts: () => [head] }, content]);
}

const chained = (all: readonly Parts[]): Parts => ({
  length: all.reduce((sum, { length }) => sum + length, 0),
  *parts() {
    for (const { parts } of all) yield* parts();
  },
});

function small(write: (writer: PbfWriter) => void): Uint8Array {
  const writer = new PbfWriter();
  write(writer);
  return writer.finish();
}

function writeOpset([domain, version]: readonly [string, number], writer: PbfWriter): void {
  if (domain !== '') writer.writeStringField(1, domain);
  writer.writeVarintField(2, version);
}

function writeEntry([key, value]: readonly [string, string], writer: PbfWriter): void {
  writer.writeStringField(1, key);
  writer.writeStringField(2, value);
}

function writeNode(node: OnnxNode, writer: PbfWriter): void {
  for (const input of node.inputs) writer.writeStringField(1, input);
  for (const output of node.outputs) writer.writeStringField(2, output);
  writer.writeStringField(3, node.name);
  writer.writeStringField(4, node.opType);
  for (const entry of node.attributes) writer.writeMessage(5, writeAttribute, entry);
  if (node.domain !== '') writer.writeStringField(7, node.domain);
}

/** `AttributeProto.AttributeType`. */
const attributeTypes: Readonly<Record<OnnxAttribute['type'], number>> = {
  float: 1,
  int: 2,
  string: 3,
  tensor: 4,
  graph: 5,
  floats: 6,
  ints: 7,
  strings: 8,
};

function writeAttribute([name, attribute]: readonly [string, OnnxAttribute], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writeAttributeValue(attribute, writer);
  writer.writeVarintField(20, attributeTypes[attribute.type]);
}

function writeAttributeValue({ type, value }: OnnxAttribute, writer: PbfWriter): void {
  if (type === 'float') writer.writeFloatField(2, value);
  else if (type === 'int') writer.writeVarintField(3, value);
  else if (type === 'string') writer.writeStringField(4, value);
  else if (type === 'tensor') writer.writeBytesField(5, whole(tensorParts(value)));
  else if (type === 'graph') writer.writeBytesField(6, whole(graphParts(value)));
  else if (type === 'floats') writer.writePackedFloat(7, [...value]);
  else if (type === 'ints') writer.writePackedVarint(8, [...value]);
  else for (const text of value) writer.writeStringField(9, text);
}

const whole = ({ parts }: Parts): Uint8Array => joined([...parts()]);

function writeValue({ name, dataType, dims }: OnnxValue, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeType, { dataType, dims });
}

type ValueType = Pick<OnnxValue, 'dataType' | 'dims'>;

function writeType(type: ValueType, writer: PbfWriter): void {
  writer.writeMessage(1, writeTensorType, type);
}

function writeTensorType({ dataType, dims }: ValueType, writer: PbfWriter): void {
  writer.writeVarintField(1, dataType);
  writer.writeMessage(2, writeShape, dims);
}

function writeShape(dims: OnnxValue['dims'], writer: PbfWriter): void {
  for (const size of dims) writer.writeMessage(1, writeDimension, size);
}

function writeDimension(size: number | string, writer: PbfWriter): void {
  if (typeof size === 'number') writer.writeVarintField(1, size);
  else writer.writeStringField(2, size);
}
