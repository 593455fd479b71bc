import type { InboundTensor, TensorRef, TopologyLayer } from '../../compile/topology.ts';
import { freshName } from '../../document/names.ts';

const keyOf = ([layer, call]: TensorRef | InboundTensor): string => `${call} ${layer}`;

/**
 * The layers with a copy of what one of them reads more than once while others read it too. tfjs 4.22 counts the readers of a
 * value once each but takes every reading off, and so frees it before the last of them (tfjs-layers `engine/executor.ts`,
 * `execute`). Inputs and outputs it does not free.
 * @param taken names that are in use; the new ones are added.
 */
export function withCopies(
  layers: readonly TopologyLayer[],
  outputs: readonly TensorRef[],
  taken: Set<string>,
): { readonly layers: readonly TopologyLayer[]; readonly names: readonly string[] } {
  const names: string[] = [];
  const readers = new Map<string, number>();
  for (const { inbound_nodes: calls } of layers)
    for (const call of calls) for (const key of new Set(call.map(keyOf))) readers.set(key, (readers.get(key) ?? 0) + 1);
  const kept = new Set([
    ...outputs.map(keyOf),
    ...layers.flatMap(({ name, class_name: className }) => (className === 'InputLayer' ? [keyOf([name, 0, 0])] : [])),
  ]);
  const written = layers.flatMap((layer) => {
    const copies: TopologyLayer[] = [];
    const calls = layer.inbound_nodes.map((call) => {
      const read = new Set<string>();
      return call.map((tensor): InboundTensor => {
        const key = keyOf(tensor);
        const isFirst = !read.has(key);
        read.add(key);
        if (isFirst || kept.has(key) || readers.get(key) === 1) return tensor;
        const name = freshName(`${tensor[0]}_activation`, taken);
        taken.add(name);
        names.push(name);
        const config = { trainable: true, dtype: 'float32', activation: 'linear', name };
        copies.push({ class_name: 'Activation', name, config, inbound_nodes: [[tensor]] });
        return [name, 0, 0, tensor[3]];
      });
    });
    return copies.length === 0 ? [layer] : [...copies, { ...layer, inbound_nodes: calls }];
  });
  return { layers: written, names };
}
