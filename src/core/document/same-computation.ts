import type { Edge, Graph, LayerNode } from './schema.ts';

/** Params that say how weights begin and what holds them, and not what is computed with them. */
const idle = /(Initializer|Regularizer|Constraint)$/;

/**
 * Whether two graphs of the same nodes compute the same from the same weights, layer by layer: what was measured of one is
 * true of the other. Names, places and the ways of wires make no difference. Nodes that were not touched cost nothing.
 */
export function sameComputation(a: Graph, b: Graph): boolean {
  if (a === b) return true;
  const ids = Object.keys(a.nodes);
  if (ids.length !== Object.keys(b.nodes).length) return false;
  return ids.every((id) => sameLayer(a.nodes[id], b.nodes[id])) && sameWires(a.edges, b.edges);
}

function sameLayer(a: LayerNode | undefined, b: LayerNode | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (a.kind !== b.kind || a.mode !== b.mode || a.sharesWith !== b.sharesWith) return false;
  return a.params === b.params || computed(a.params) === computed(b.params);
}

const computed = (params: LayerNode['params']): string =>
  JSON.stringify(
    Object.entries(params)
      .filter(([key]) => !idle.test(key))
      .sort(([key], [other]) => (key < other ? -1 : 1)),
  );

function sameWires(a: Graph['edges'], b: Graph['edges']): boolean {
  if (a === b) return true;
  const [wires, others] = [Object.values(a), Object.values(b)];
  if (wires.length !== others.length) return false;
  // A wire that was cut and put back has another id.
  const ends = new Set(wires.map(endsOf));
  return others.every((wire) => a[wire.id] === wire || ends.has(endsOf(wire)));
}

const endsOf = ({ source, target, port }: Edge): string => JSON.stringify([source, target, port]);
