import { sameContent } from '../../analysis/content.ts';
import { readStructure } from '../../analysis/structure.ts';
import { parseParams } from '../../layers/registry.ts';
import type { Edge, Graph, LayerNode, NodeParams } from '../schema.ts';
import { commonSequence } from './sequence.ts';

/** What two layers were found to be the same by. */
export type MatchedBy = 'id' | 'name' | 'structure';

/** For layers of the one graph their counterparts in the other. */
export type Matches = ReadonlyMap<string, { readonly id: string; readonly by: MatchedBy }>;

/**
 * Which layers of two networks are the same: by id, then by name, then by their place among layers that are. Files of other
 * programs number their layers, so that one more at the beginning gives every layer the name of another: where the order of
 * kinds and settings explains the two with less than half the differences, ids and names are not believed.
 */
export function matchLayers(a: Graph, b: Graph): Matches {
  const [one, other] = [indexed(a), indexed(b)];
  const byIdentity = new Matching(one, other);
  byIdentity.byKey('id', ({ id }) => id, true);
  byIdentity.byKey('name', ({ name }) => name, true);
  byIdentity.byNeighbours();
  byIdentity.byKey('id', ({ id }) => id, false);
  byIdentity.byKey('name', ({ name }) => name, false);
  byIdentity.byBothSides();
  const differences = byIdentity.differences();
  if (differences === 0) return byIdentity.matches;
  const byOrder = new Matching(one, other);
  if (!byOrder.byOrder()) return byIdentity.matches;
  byOrder.byNeighbours();
  byOrder.byBothSides();
  return 2 * byOrder.differences() < differences ? byOrder.matches : byIdentity.matches;
}

interface Indexed {
  /** Inputs before those they feed; params complete. */
  readonly order: readonly LayerNode[];
  readonly nodes: ReadonlyMap<string, LayerNode>;
  readonly sources: ReadonlyMap<string, readonly Edge[]>;
  readonly targets: ReadonlyMap<string, readonly Edge[]>;
}

function indexed(graph: Graph): Indexed {
  const order = readStructure(graph).order.flatMap((id): LayerNode[] => {
    const node = graph.nodes[id];
    return node ? [{ ...node, params: completeParams(node) }] : [];
  });
  const nodes = new Map(order.map((node) => [node.id, node]));
  const sources = new Map<string, Edge[]>(order.map(({ id }) => [id, []]));
  const targets = new Map<string, Edge[]>(order.map(({ id }) => [id, []]));
  for (const edge of Object.values(graph.edges).sort((a, b) => a.port - b.port)) {
    sources.get(edge.target)?.push(edge);
    targets.get(edge.source)?.push(edge);
  }
  return { order, nodes, sources, targets };
}

class Matching {
  readonly matches = new Map<string, { readonly id: string; readonly by: MatchedBy }>();
  readonly #taken = new Set<string>();
  readonly #a: Indexed;
  readonly #b: Indexed;

  constructor(a: Indexed, b: Indexed) {
    this.#a = a;
    this.#b = b;
  }

  /** Layers with an equal key; of one kind, or of any. */
  byKey(by: 'id' | 'name', keyOf: (node: LayerNode) => string, sameKind: boolean): void {
    const wanted = new Map<string, LayerNode>();
    for (const node of this.#b.order)
      if (!this.#taken.has(node.id) && !wanted.has(keyOf(node))) wanted.set(keyOf(node), node);
    for (const node of this.#a.order) {
      const found = this.matches.has(node.id) ? undefined : wanted.get(keyOf(node));
      if (found && !this.#taken.has(found.id) && (!sameKind || found.kind === node.kind)) this.#pair(node, found, by);
    }
  }

  /** Layers in the same order: first those that are alike in all, then those of one kind. `false` where there are too many. */
  byOrder(): boolean {
    const [ours, theirs] = [this.#a.order, this.#b.order];
    const alike = commonSequence(ours, theirs, sameLayer);
    if (!alike) return false;
    let [i, j] = [0, 0];
    for (const [k, l] of [...alike, [ours.length, theirs.length] as const]) {
      const [open, others] = [ours.slice(i, k), theirs.slice(j, l)];
      for (const [m, n] of commonSequence(open, others, (x, y) => x.kind === y.kind) ?? [])
        this.#pairAll(open[m], others[n]);
      this.#pairAll(ours[k], theirs[l]);
      [i, j] = [k + 1, l + 1];
    }
    return true;
  }

  /** Layers of one kind that are wired alike to layers that are the same already; down the network, then up. */
  byNeighbours(): void {
    for (const node of this.#a.order)
      this.#pairOpen(
        node,
        this.#a.sources.get(node.id)?.flatMap(({ source }) => this.#edgesOf(this.#b.targets, source)) ?? [],
        ({ target }) => target,
      );
    for (const node of this.#a.order.toReversed())
      this.#pairOpen(
        node,
        this.#a.targets.get(node.id)?.flatMap(({ target }) => this.#edgesOf(this.#b.sources, target)) ?? [],
        ({ source }) => source,
      );
  }

  /** Layers of other kinds between the same layers: one was put in the place of the other. */
  byBothSides(): void {
    for (const node of this.#a.order) {
      if (this.matches.has(node.id)) continue;
      const after = new Set(
        this.#a.targets
          .get(node.id)
          ?.flatMap(({ target }) => this.#edgesOf(this.#b.sources, target))
          .map(({ source }) => source),
      );
      const before =
        this.#a.sources.get(node.id)?.flatMap(({ source }) => this.#edgesOf(this.#b.targets, source)) ?? [];
      const between = before.find(({ target }) => after.has(target) && !this.#taken.has(target));
      this.#pairAll(node, this.#b.nodes.get(between?.target ?? ''));
    }
  }

  /** How much there is to tell: layers that came, went or changed, and wires that do not lead the same way. */
  differences(): number {
    let count = this.#a.order.length + this.#b.order.length - 2 * this.matches.size;
    for (const node of this.#a.order) {
      const match = this.#b.nodes.get(this.matches.get(node.id)?.id ?? '');
      if (match && !sameLayer(node, match)) count++;
      if (!match) continue;
      const feeds = this.#a.sources.get(node.id)?.map(({ source }) => this.matches.get(source)?.id) ?? [];
      const theirs = this.#b.sources.get(match.id)?.map(({ source }) => source) ?? [];
      count += feeds.filter((id) => id === undefined || !theirs.includes(id)).length;
    }
    return count;
  }

  #edgesOf(edges: ReadonlyMap<string, readonly Edge[]>, id: string): readonly Edge[] {
    return edges.get(this.matches.get(id)?.id ?? '') ?? [];
  }

  #pairOpen(node: LayerNode, edges: readonly Edge[], endOf: (edge: Edge) => string): void {
    if (this.matches.has(node.id)) return;
    const open = edges.flatMap((edge) => {
      const other = this.#b.nodes.get(endOf(edge));
      return other && other.kind === node.kind && !this.#taken.has(other.id) ? [other] : [];
    });
    this.#pairAll(node, open.find((other) => sameContent(other.params, node.params)) ?? open[0]);
  }

  #pairAll(node: LayerNode | undefined, other: LayerNode | undefined): void {
    if (node && other) this.#pair(node, other, 'structure');
  }

  #pair(node: LayerNode, other: LayerNode, by: MatchedBy): void {
    this.matches.set(node.id, { id: other.id, by });
    this.#taken.add(other.id);
  }
}

/** With the defaults of what is not set; as they are where the schema refuses them. */
export function completeParams({ kind, params }: LayerNode): NodeParams {
  const parsed = parseParams(kind, params);
  return parsed.ok ? parsed.value : params;
}

const sameLayer = (a: LayerNode, b: LayerNode): boolean =>
  a.kind === b.kind &&
  a.mode === b.mode &&
  (a.sharesWith === undefined) === (b.sharesWith === undefined) &&
  sameContent(a.params, b.params);
