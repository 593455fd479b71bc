import { onnxModule } from '../../keras/kinds.ts';
import type { OnnxAttribute, OnnxNode } from '../model.ts';
import type { At } from './at.ts';
import type { Reading } from './reading.ts';
import { type Flow, type Size, sameOrder } from './values.ts';

/** What is said of an operator's attribute; tensors and graphs are named only. */
const said = ({ type, value }: OnnxAttribute): unknown => (type === 'tensor' || type === 'graph' ? type : value);

/**
 * A node that no layer of Stride's computes, kept as it came: a layer of ONNX's, with its attributes and what it reads of other
 * layers. `null` where it reads of none.
 */
export function kept({ reading, node }: At): readonly (Flow | null)[] | null {
  const inputs = node.inputs.flatMap((name) => reading.flow(name) ?? []);
  if (inputs.length === 0) return null;
  const layer = reading.emit({
    className: node.opType,
    module: node.domain === '' ? onnxModule : node.domain,
    config: Object.fromEntries([...node.attributes].map(([name, attribute]) => [name, said(attribute)])),
    inputs,
    node,
  });
  return node.outputs.map((name, tensor) => {
    const dims = toldDims(reading, name);
    const flow: Flow = { kind: 'flow', layer, dims, order: dims && sameOrder(dims.length), positive: false };
    return name === '' ? null : { ...flow, ...(tensor === 0 ? {} : { tensor }) };
  });
}

function toldDims({ model }: Reading, name: string): readonly Size[] | null {
  const told = model.told.get(name) ?? model.graph.outputs.find((one) => one.name === name);
  if (!told || told.dims.length < 2) return null;
  return told.dims.map((size, axis) => (axis > 0 && typeof size === 'number' && size > 0 ? size : null));
}

/** How an error names a node. */
export const titleOf = ({ name, opType }: OnnxNode): string => (name === '' ? opType : `${opType} (${name})`);
