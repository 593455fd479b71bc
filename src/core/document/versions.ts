import type { Graph, LayerNode } from './schema.ts';

type Nodes = Graph['nodes'];

/** Where a record of nodes comes from: the one before it with one node exchanged; the same ids in the same order. */
interface Version {
  readonly ids: readonly string[];
  /** `null` where the trail begins. */
  readonly before: Version | null;
  /** The node that was exchanged. */
  readonly id: string | null;
  /** Exchanges since the first version. */
  readonly steps: number;
}

/** Trails are cut now and then: whole, they would keep a long session's every edit. */
const trailLength = 256;

/** Beside the documents, which are plain data: a record that was not made here is a first version. */
const versions = new WeakMap<Nodes, Version>();

function versionOf(nodes: Nodes): Version {
  const known = versions.get(nodes);
  if (known) return known;
  const first = { ids: Object.keys(nodes), before: null, id: null, steps: 0 };
  versions.set(nodes, first);
  return first;
}

/** `Object.keys`, which for a large record takes longer than to look everything up in it; once for all its versions. */
export const idsOf = (nodes: Nodes): readonly string[] => versionOf(nodes).ids;

/**
 * The nodes with this one in the place of the one of that id, which must be there. Remembers what was exchanged, so that
 * who follows the document need not look through a hundred thousand nodes for it.
 */
export function withNode(nodes: Nodes, id: string, node: LayerNode): Nodes {
  const before = versionOf(nodes);
  const { ids } = before;
  // By ids that are known: spreading a record of many nodes takes three times as long.
  const copy: Record<string, LayerNode> = {};
  for (let i = 0; i < ids.length; i++) {
    const key = ids[i] ?? '';
    const same = nodes[key];
    if (same) copy[key] = same;
  }
  copy[id] = node;
  const steps = before.steps + 1;
  versions.set(copy, { ids, before: steps % trailLength === 0 ? null : before, id, steps });
  return copy;
}

/**
 * Ids of the nodes in which two versions may differ, whichever is the newer: where it is a list, both have the same ids in
 * the same order. `null` where it is not known how they are related.
 */
export function exchangedBetween(a: Nodes, b: Nodes): ReadonlySet<string> | null {
  const exchanged = new Set<string>();
  if (a === b) return exchanged;
  let one = versions.get(a) ?? null;
  let other = versions.get(b) ?? null;
  while (one && other && one !== other) {
    const later: Version = one.steps > other.steps ? one : other;
    if (later.id !== null) exchanged.add(later.id);
    if (later === one) one = later.before;
    else other = later.before;
  }
  return one && one === other ? exchanged : null;
}
