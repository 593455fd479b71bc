import type { TopologyLayer } from '../../../compile/topology.ts';
import { identifier } from '../python.ts';

const sourcesOf = ({ inbound_nodes: [sources = []] }: TopologyLayer): readonly string[] =>
  sources.map(([source]) => source);

/** Each layer after those that feed it, branch after branch; the inputs first. */
export function branchAfterBranch(
  layers: readonly TopologyLayer[],
  inputs: readonly string[],
  outputs: readonly string[],
): readonly TopologyLayer[] {
  const known = new Map(layers.map((layer) => [layer.name, layer]));
  const ordered = new Map<string, TopologyLayer>();
  const waiting = [...inputs, ...outputs, ...layers.map(({ name }) => name)].reverse();
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const layer = known.get(name);
    const missing = layer && !ordered.has(name) ? sourcesOf(layer).filter((source) => !ordered.has(source)) : [];
    if (missing.length > 0) waiting.push(...missing.reverse());
    else {
      if (layer) ordered.set(name, layer);
      waiting.pop();
    }
  }
  return [...ordered.values()];
}

const inForward = ['self', 'x', 'torch', 'nn', 'F', 'len', 'float'];

/** `x` for what the next line reads and nothing else does; a name of its own for all that is read later, or twice. */
export function variablesOf(
  layers: readonly TopologyLayer[],
  inputs: readonly string[],
  outputs: readonly string[],
): ReadonlyMap<string, string> {
  const readers = new Map<string, Set<number>>();
  for (const [line, layer] of layers.entries()) {
    for (const source of sourcesOf(layer)) readers.set(source, (readers.get(source) ?? new Set()).add(line));
  }
  const ends = new Set(outputs);
  const taken = new Set(inForward);
  const isPassing = (name: string, line: number): boolean => {
    if (ends.has(name)) return outputs.length === 1 && line === layers.length - 1;
    const lines = readers.get(name) ?? new Set();
    return lines.size === 1 && lines.has(line + 1);
  };
  return new Map(
    layers.map(({ name }, line) => {
      const passes = isPassing(name, line) && (inputs.length === 1 || !inputs.includes(name));
      return [name, passes ? 'x' : identifier(name.slice(0, 36), taken)];
    }),
  );
}
