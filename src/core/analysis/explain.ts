import type { Derivation } from './derivations/derivation.ts';
import { layersDerivations, networkDerivations, type Subject } from './derivations/network.ts';
import { nodeDerivations } from './derivations/node.ts';
import { membersOf } from './groups.ts';

/**
 * "Why?": how every figure of a layer, of a group or (`null`) of the whole network came about, with its convention and where
 * that is written. Of an id that is neither a layer nor a group, nothing.
 */
export function derivations(id: string | null, subject: Subject): readonly Derivation[] {
  if (id === null) return networkDerivations(subject);
  const { document, analysis } = subject;
  const layer = document.graph.nodes[id];
  const node = analysis.node(id);
  if (layer && node) return nodeDerivations(layer.kind, node);
  return document.groups[id] ? layersDerivations(subject, new Set(membersOf(document.groups, id))) : [];
}
