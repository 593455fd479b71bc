import type { Command } from '../../document/commands.ts';
import { canConnect, newEdge, newNode, reaches } from '../../document/edit.ts';
import { freshName } from '../../document/names.ts';
import type { Edge } from '../../document/schema.ts';
import { layerOf } from '../../layers/registry.ts';
import { fix } from '../../problems/messages.ts';
import type { Fix } from '../../problems/problem.ts';
import type { FixContext, NodeFixContext } from './context.ts';
import { incomingOf, nameOf, removeEdges, shapeOf } from './context.ts';

/** How many sources are worth proposing. */
const proposals = 2;

/** Wire the layer to what lies nearest above it, ends of the network first; else take it out. */
export function missingInput(context: NodeFixContext): readonly Fix[] {
  const { document, analysis, node } = context;
  const connected = nearestSources(context).map((source) => {
    const accepted = canConnect(document.graph, analysis, source, node.id);
    const port = accepted.ok ? accepted.value.port : 0;
    return fix('connect.nearest', { from: nameOf(context, source) }, [
      { type: 'connect', edge: newEdge(document.graph, source, node.id, port) },
    ]);
  });
  const input = connected.length === 0 ? [addInput(context, node.id)] : [];
  return [...connected, ...input, removeNode(context)];
}

/** Sources that the layer would take, best first. */
function nearestSources(context: NodeFixContext): readonly string[] {
  const { document, analysis, node } = context;
  const fed = new Set(Object.values(document.graph.edges).map((edge) => edge.source));
  const here = document.layout[node.id] ?? { x: 0, y: 0 };
  const distance = (id: string): number => {
    const there = document.layout[id] ?? here;
    // What lies below is hardly meant: the network flows down.
    return Math.hypot(there.x - here.x, there.y - here.y) + (there.y > here.y ? 1e6 : 0);
  };
  return Object.keys(document.graph.nodes)
    .filter((id) => shapeOf(context, id) !== null && canConnect(document.graph, analysis, id, node.id).ok)
    .sort((a, b) => Number(fed.has(a)) - Number(fed.has(b)) || distance(a) - distance(b))
    .slice(0, proposals);
}

/** An Input above the layer, wired to it; with no layer, an Input alone. */
export function addInput({ document }: FixContext, target: string | null): Fix {
  const node = newNode(document, 'input');
  const below = target === null ? undefined : document.layout[target];
  const edges = target === null ? [] : [newEdge(document.graph, node.id, target, 0)];
  const positions = { [node.id]: below ? { x: below.x, y: below.y - 84 } : { x: 0, y: 0 } };
  return fix('add.input', {}, [{ type: 'add', nodes: [node], edges, positions }]);
}

/** For a network without Input: feed the first layer that waits for data. */
export function addMissingInput(context: FixContext): readonly Fix[] {
  const { document, analysis } = context;
  const waiting = analysis.order.find(
    (id) => incomingOf(context, id).length === 0 && layerOf(document.graph.nodes[id]?.kind ?? '')?.arity.max !== 0,
  );
  return [addInput(context, waiting ?? null)];
}

export function removeNode({ node }: NodeFixContext): Fix {
  return fix('remove.node', { name: node.name }, [{ type: 'bypass', node: node.id }]);
}

/** Weights of its own, for a layer that cannot use those of the other. */
export const ownWeights = ({ node }: NodeFixContext): Fix =>
  fix('weights.own', { name: node.name }, [{ type: 'share', node: node.id, owner: null }]);

/** One wire too many: any of them may go. Several: those after the ports that the layer has. */
export function surplusInputs(context: NodeFixContext): readonly Fix[] {
  const { node, incoming } = context;
  const max = layerOf(node.kind)?.arity.max ?? incoming.length;
  if (incoming.length === max + 1) return [...incoming].reverse().map((edge) => removeEdges(context, [edge]));
  return [removeEdges(context, incoming.slice(max))];
}

export const fedInput = (context: NodeFixContext): readonly Fix[] => [removeEdges(context, context.incoming)];

/** Wires whose removal opens every circle through the node: those that lead back in a walk from where data comes in. */
export function openCircle(context: NodeFixContext): readonly Fix[] {
  const { document, node } = context;
  const { graph } = document;
  const members = new Set(
    Object.keys(graph.nodes).filter((id) => reaches(graph, node.id, id) && reaches(graph, id, node.id)),
  );
  const inside = Object.values(graph.edges).filter((edge) => members.has(edge.source) && members.has(edge.target));
  const fedFromOutside = Object.values(graph.edges).find(
    (edge) => members.has(edge.target) && !members.has(edge.source),
  );
  const back = backEdges(fedFromOutside?.target ?? node.id, inside);
  return back.length === 0 ? [] : [removeEdges(context, back)];
}

function backEdges(root: string, edges: readonly Edge[]): readonly Edge[] {
  const outgoing = new Map<string, Edge[]>();
  for (const edge of edges) {
    const list = outgoing.get(edge.source);
    if (list) list.push(edge);
    else outgoing.set(edge.source, [edge]);
  }
  const back: Edge[] = [];
  const onPath = new Set<string>([root]);
  const seen = new Set<string>([root]);
  const path = [{ id: root, next: 0 }];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const edge = outgoing.get(top.id)?.[top.next++];
    if (!edge) {
      onPath.delete(top.id);
      path.pop();
    } else if (onPath.has(edge.target)) back.push(edge);
    else if (!seen.has(edge.target)) {
      seen.add(edge.target);
      onPath.add(edge.target);
      path.push({ id: edge.target, next: 0 });
    }
  }
  return back;
}

export function rename({ document, node }: NodeFixContext): readonly Fix[] {
  const name = freshName(node.name, new Set(Object.values(document.graph.nodes).map((other) => other.name)));
  return [fix('rename.unique', { name }, [{ type: 'rename', node: node.id, name }])];
}

/** One end of the network stays, the others go with the layers that lead nowhere else. */
export function keepOneEnd(context: FixContext, ends: readonly string[]): readonly Fix[] {
  return [...ends].reverse().map((kept) => {
    const others = ends.filter((end) => end !== kept);
    const nodes = [...new Set(others.flatMap((end) => branchOf(context, end)))];
    const command: Command = { type: 'remove', nodes, edges: [] };
    return fix('remove.branch', { name: others.map((end) => nameOf(context, end)).join(', ') }, [command]);
  });
}

/** The end and, upwards from it, all layers that feed nothing but this branch; Inputs stay unless they are the end. */
function branchOf({ document }: FixContext, end: string): readonly string[] {
  const edges = Object.values(document.graph.edges);
  const branch = new Set([end]);
  const open = [end];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const { source } of edges.filter((edge) => edge.target === id)) {
      const isInput = layerOf(document.graph.nodes[source]?.kind ?? '')?.arity.max === 0;
      const elsewhere = edges.some((edge) => edge.source === source && !branch.has(edge.target));
      if (isInput || elsewhere || branch.has(source)) continue;
      branch.add(source);
      open.push(source);
    }
  }
  return [...branch];
}
