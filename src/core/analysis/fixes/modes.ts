import type { LayerNode, NodeMode } from '../../document/schema.ts';
import { layerOf } from '../../layers/registry.ts';
import { type FixCode, fix } from '../../problems/messages.ts';
import type { Fix } from '../../problems/problem.ts';
import { effectiveGraph, resolveModes } from '../effective.ts';
import type { FixContext, NodeFixContext } from './context.ts';
import { incomingOf } from './context.ts';

/** How many bypassed or muted layers above a problem are worth proposing. */
const proposals = 2;

/** A layer that a muted one starves: the muted one works again, or passes its input on, or this one rests too. */
export function starved(context: NodeFixContext): readonly Fix[] {
  const { document, node } = context;
  const blamed = document.graph.nodes[resolveModes(document.graph).starved.get(node.id) ?? ''];
  const passes = blamed?.mode === 'mute' && layerOf(blamed.kind)?.arity.max !== 0;
  return [...(passes ? [modeFix('mode.bypass', [blamed], 'bypass')] : []), modeFix('mode.mute', [node], 'mute')];
}

/** The nearest bypassed and muted layers above a problem, each working again. */
export function awakened(context: NodeFixContext): readonly Fix[] {
  const { nodes } = context.document.graph;
  const seen = new Set([context.node.id]);
  const found: LayerNode[] = [];
  const open = [context.node.id];
  for (let next = 0; next < open.length && found.length < proposals; next++) {
    for (const { source } of incomingOf(context, open[next] ?? '')) {
      if (seen.has(source)) continue;
      seen.add(source);
      open.push(source);
      const node = nodes[source];
      if (node?.mode !== undefined) found.push(node);
    }
  }
  const each = found.slice(0, proposals).map((node) => modeFix('mode.work', [node], null));
  return found.length > 1 ? [...each, modeFix('mode.work', found, null)] : each;
}

/** For a problem of the network as a whole: everything works again. */
export function allAwakened({ document }: FixContext): readonly Fix[] {
  if (effectiveGraph(document.graph) === document.graph) return [];
  return [
    modeFix(
      'mode.work',
      Object.values(document.graph.nodes).filter(({ mode }) => mode !== undefined),
      null,
    ),
  ];
}

function modeFix(code: FixCode, nodes: readonly LayerNode[], mode: NodeMode | null): Fix {
  const shown = nodes.slice(0, 3).map(({ name }) => name);
  const names = nodes.length > shown.length ? [...shown, '…'] : shown;
  return fix(code, { names: names.join(', ') }, [{ type: 'setMode', nodes: nodes.map(({ id }) => id), mode }]);
}
