import type { Graph } from '../document/schema.ts';
import { readStructure, type Structure } from './structure.ts';
import type { Analysis, NodeAnalysis } from './types.ts';

/** Layers with weights or an operation on the longest path from an input to an output. */
export function depthOf(nodes: readonly NodeAnalysis[], structure: Structure): number {
  let deepest = 0;
  for (const depth of depthsOf(nodes, structure)) if (depth > deepest) deepest = depth;
  return deepest;
}

/** The layers that make up the depth, from the input to the output; the first of equally long paths. */
export function deepestPath(graph: Graph, analysis: Analysis): readonly string[] {
  const structure = readStructure(graph);
  const nodes = structure.order.flatMap((id) => analysis.nodes[id] ?? []);
  if (nodes.length !== structure.order.length) return [];
  const depths = depthsOf(nodes, structure);
  const path: string[] = [];
  let left = depths.reduce((most, depth) => Math.max(most, depth), 0);
  let at = depths.indexOf(left);
  while (left > 0) {
    const node = nodes[at];
    if (!node) break;
    if (countsForDepth(node)) {
      path.push(node.id);
      left--;
    }
    at = placesBefore(structure, at).find((place) => depths[place] === left) ?? -1;
  }
  return path.reverse();
}

/** For each place how many count up to it. Inputs come before what they feed, but on a circle, where a later one is nothing. */
function depthsOf(nodes: readonly NodeAnalysis[], { inputs: { starts, items } }: Structure): Int32Array {
  const depths = new Int32Array(nodes.length);
  nodes.forEach((node, place) => {
    let depth = 0;
    const stop = starts[place + 1] ?? 0;
    for (let at = starts[place] ?? 0; at < stop; at++) depth = Math.max(depth, depths[items[at] ?? 0] ?? 0);
    depths[place] = countsForDepth(node) ? depth + 1 : depth;
  });
  return depths;
}

/** Inputs of the layer at a place, but those that come later, as on a circle. */
const placesBefore = ({ inputs: { starts, items } }: Structure, place: number): Int32Array =>
  items.subarray(starts[place] ?? 0, starts[place + 1] ?? 0).filter((input) => input < place);

export const countsForDepth = (node: NodeAnalysis): boolean =>
  node.weights.length > 0 || (node.cost !== null && (node.cost.macs.value > 0 || node.cost.otherOps.value > 0));
