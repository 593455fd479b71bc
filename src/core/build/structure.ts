import { ancestors, type Groups } from '../document/groups.ts';
import type { Graph, LayerNode } from '../document/schema.ts';

/** A network as chains and branches: what layout and silhouette walk through. */
export type Chain = readonly Part[];

/** `groups`: those that all of the part lies in and the part around it does not, outermost first. */
export type Part =
  | { readonly type: 'node'; readonly id: string; readonly groups: readonly string[] }
  /** Branches between two nodes of the chain, in the order of the ports they come to. `skipped`: one wire has no layer. */
  | {
      readonly type: 'branches';
      readonly branches: readonly Chain[];
      readonly skipped: boolean;
      readonly groups: readonly string[];
    }
  /** Neither chain nor branches: lines of nodes by longest path, each ordered by what feeds it. */
  | { readonly type: 'rows'; readonly lines: readonly (readonly string[])[]; readonly groups: readonly string[] };

/**
 * The structure of a network: one chain for each part that no wire joins to the others. Wires that close a circle are
 * ignored. Linear in the size of the network but for the depth of its nesting.
 */
export function structureOf(graph: Graph, groups: Groups = {}): readonly Chain[] {
  const network = indexed(graph, groups);
  const all = network.ids.map((_, i) => i);
  return components(network, all).map((part) => arrange(network, part, 0));
}

/** The graph with its nodes numbered in topological order: every wire goes from a lower number to a higher one. */
interface Network {
  readonly ids: readonly string[];
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  /** The groups around each node, outermost first. */
  readonly groups: readonly (readonly string[])[];
}

function indexed(graph: Graph, groups: Groups): Network {
  const nodes = topological(graph);
  const index = new Map(nodes.map((node, i) => [node.id, i]));
  const inputs: number[][] = nodes.map(() => []);
  const outputs: number[][] = nodes.map(() => []);
  const wires = Object.values(graph.edges).sort((a, b) => a.port - b.port);
  for (const { source, target } of wires) {
    const from = index.get(source);
    const to = index.get(target);
    if (from === undefined || to === undefined || from >= to) continue;
    inputs[to]?.push(from);
    outputs[from]?.push(to);
  }
  const around = new Map<string, readonly string[]>();
  for (const group of Object.values(groups)) {
    const path = [group, ...ancestors(groups, group)].map(({ id }) => id).reverse();
    for (const member of group.members) around.set(member, path);
  }
  return {
    ids: nodes.map((node) => node.id),
    inputs,
    outputs,
    groups: nodes.map((node) => around.get(node.id) ?? []),
  };
}

/** Kahn's order, the document's own order among equals; nodes on a circle come last. */
function topological(graph: Graph): LayerNode[] {
  const waiting = new Map(Object.keys(graph.nodes).map((id) => [id, 0]));
  const fed = new Map<string, string[]>();
  for (const { source, target } of Object.values(graph.edges)) {
    if (!waiting.has(source) || !waiting.has(target)) continue;
    waiting.set(target, (waiting.get(target) ?? 0) + 1);
    fed.set(source, [...(fed.get(source) ?? []), target]);
  }
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  const seen = new Set(ready);
  for (let next = 0; next < ready.length; next++) {
    for (const target of fed.get(ready[next] ?? '') ?? []) {
      const count = (waiting.get(target) ?? 0) - 1;
      waiting.set(target, count);
      if (count > 0) continue;
      ready.push(target);
      seen.add(target);
    }
  }
  const order = [...ready, ...Object.keys(graph.nodes).filter((id) => !seen.has(id))];
  return order.flatMap((id) => graph.nodes[id] ?? []);
}

/**
 * The chain of a connected part: the nodes that every path crosses, and what lies between them. All of the part lies in
 * the first `depth` groups around any of its nodes.
 */
function arrange(network: Network, part: readonly number[], depth: number): Chain {
  const cuts = cutPositions(network, part);
  if (cuts.length === 0) return [rows(network, part, depth)];
  const chain: Part[] = [];
  let done = -1;
  for (const cut of [...cuts, part.length]) {
    const between = part.slice(done + 1, cut);
    if (between.length > 0) {
      const groups = commonGroups(network, between);
      chain.push({
        type: 'branches',
        branches: components(network, between).map((branch) => arrange(network, branch, groups.length)),
        skipped: isWired(network, part[done], part[cut]),
        groups: groups.slice(depth),
      });
    }
    const node = part[cut];
    if (node !== undefined) {
      chain.push({ type: 'node', id: network.ids[node] ?? '', groups: network.groups[node]?.slice(depth) ?? [] });
    }
    done = cut;
  }
  return chain;
}

/** Positions in `part` of the nodes that no wire of the part passes by, wires from and to the outside included. */
function cutPositions(network: Network, part: readonly number[]): number[] {
  const at = new Map(part.map((node, i) => [node, i]));
  const change = new Array<number>(part.length + 2).fill(0);
  const pass = (from: number, to: number): void => {
    change[from + 1] = (change[from + 1] ?? 0) + 1;
    change[to] = (change[to] ?? 0) - 1;
  };
  // Wire (i, j) passes by i+1 … j−1. An entry comes from −1, an exit goes to the part's length.
  const last = part.length;
  part.forEach((node, i) => {
    const inputs = network.inputs[node] ?? [];
    const outputs = network.outputs[node] ?? [];
    if (inputs.length === 0 || inputs.some((input) => !at.has(input))) pass(-1, i);
    if (outputs.length === 0 || outputs.some((output) => !at.has(output))) pass(i, last);
    for (const output of outputs) {
      const j = at.get(output);
      if (j !== undefined) pass(i, j);
    }
  });
  const cuts: number[] = [];
  let passing = 0;
  for (let i = 0; i < last; i++) {
    passing += change[i] ?? 0;
    if (passing === 0) cuts.push(i);
  }
  return cuts;
}

/** Parts of `nodes` that no wire joins, ordered by the port they come to in the end, which keeps wires from crossing. */
function components(network: Network, nodes: readonly number[]): number[][] {
  const inside = new Set(nodes);
  const seen = new Set<number>();
  const parts: { readonly nodes: number[]; readonly port: number }[] = [];
  for (const start of nodes) {
    if (seen.has(start)) continue;
    seen.add(start);
    const part = [start];
    let port = Number.POSITIVE_INFINITY;
    for (let next = 0; next < part.length; next++) {
      const node = part[next] ?? start;
      for (const neighbour of [...(network.inputs[node] ?? []), ...(network.outputs[node] ?? [])]) {
        if (!inside.has(neighbour)) {
          const index = network.inputs[neighbour]?.indexOf(node) ?? -1;
          if (index >= 0) port = Math.min(port, index);
        } else if (!seen.has(neighbour)) {
          seen.add(neighbour);
          part.push(neighbour);
        }
      }
    }
    parts.push({ nodes: part.sort((a, b) => a - b), port });
  }
  return parts.sort((a, b) => (a.port === b.port ? 0 : a.port - b.port)).map((part) => part.nodes);
}

function rows(network: Network, part: readonly number[], depth: number): Part {
  const inside = new Set(part);
  const rank = new Map<number, number>();
  const order = new Map<number, number>();
  const lines: number[][] = [];
  for (const node of part) {
    const above = (network.inputs[node] ?? []).filter((input) => inside.has(input));
    const depth = above.reduce((deepest, input) => Math.max(deepest, (rank.get(input) ?? 0) + 1), 0);
    rank.set(node, depth);
    lines[depth] = [...(lines[depth] ?? []), node];
  }
  for (const line of lines) {
    const wanted = new Map(line.map((node) => [node, meanOf((network.inputs[node] ?? []).map((i) => order.get(i)))]));
    line.sort((a, b) => (wanted.get(a) ?? 0) - (wanted.get(b) ?? 0));
    line.forEach((node, i) => {
      order.set(node, i - line.length / 2);
    });
  }
  return {
    type: 'rows',
    lines: lines.map((line) => line.map((node) => network.ids[node] ?? '')),
    groups: commonGroups(network, part).slice(depth),
  };
}

const isWired = (network: Network, from: number | undefined, to: number | undefined): boolean =>
  from !== undefined && to !== undefined && (network.outputs[from]?.includes(to) ?? false);

/** The groups that all of these nodes lie in, outermost first. */
function commonGroups(network: Network, nodes: readonly number[]): readonly string[] {
  const [first = -1] = nodes;
  let common = network.groups[first] ?? [];
  for (const node of nodes) {
    const groups = network.groups[node] ?? [];
    const differs = common.findIndex((group, i) => groups[i] !== group);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common;
}

function meanOf(values: readonly (number | undefined)[]): number {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? 0 : known.reduce((total, value) => total + value, 0) / known.length;
}
