import { PbfWriter } from 'pbf';
import type { CompiledNetwork, InboundTensor, TopologyLayer } from '../../compile/topology.ts';

/**
 * `GraphDef` (`tensorflow/core/framework/graph.proto`): a node for each layer, fed by those that it is wired to. What a
 * layer is set to is in its attributes, as text where it is neither number nor yes or no.
 */
export function writeGraph({ topology }: CompiledNetwork): Uint8Array {
  const writer = new PbfWriter();
  for (const layer of topology.config.layers) writer.writeMessage(1, writeNode, layer);
  writer.writeMessage(4, (producer, versions) => versions.writeVarintField(1, producer), graphVersion);
  return writer.finish();
}

const graphVersion = 1;

function writeNode(layer: TopologyLayer, writer: PbfWriter): void {
  writer.writeStringField(1, layer.name);
  writer.writeStringField(2, layer.class_name);
  for (const source of sourcesOf(layer.inbound_nodes)) writer.writeStringField(3, source);
  for (const [name, value] of Object.entries(layer.config)) {
    if (name !== 'name' && value !== null && value !== undefined) writer.writeMessage(5, writeAttribute, [name, value]);
  }
}

const sourcesOf = (inbound: readonly (readonly InboundTensor[])[]): readonly string[] =>
  inbound.flatMap((call) => call.map(([name]) => name));

/** An entry of `map<string, AttrValue>`. */
function writeAttribute([name, value]: readonly [string, unknown], writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeValue, value);
}

const attribute = { text: 2, integer: 3, float: 4, yes: 5 } as const;

function writeValue(value: unknown, writer: PbfWriter): void {
  if (typeof value === 'boolean') writer.writeBooleanField(attribute.yes, value);
  else if (typeof value === 'number' && Number.isSafeInteger(value)) writer.writeVarintField(attribute.integer, value);
  else if (typeof value === 'number') writer.writeFloatField(attribute.float, value);
  else writer.writeStringField(attribute.text, typeof value === 'string' ? value : JSON.stringify(value));
}
