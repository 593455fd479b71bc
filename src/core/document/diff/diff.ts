import { analyze } from '../../analysis/analyze.ts';
import { sameContent } from '../../analysis/content.ts';
import { type Convention, countBy, type Work, workOf, workOfTotals } from '../../analysis/conventions.ts';
import { trainingMemory } from '../../analysis/memory.ts';
import type { Change } from '../../analysis/preview.ts';
import { readStructure } from '../../analysis/structure.ts';
import type { Analysis } from '../../analysis/types.ts';
import type { Shape } from '../../math/shape.ts';
import type { Edge, Graph, LayerNode, NodeMode, StrideDocument } from '../schema.ts';
import { completeParams, type MatchedBy, type Matches, matchLayers } from './match.ts';

/** A value in the one and in the other document. */
export type Pair<T> = readonly [before: T, after: T];

/** Work before and after, by each way to count it. */
export type WorkChange = { readonly [C in Convention]: Change };

/** What one layer makes of the whole; of a layer that is not there `null` and 0, as of what is unknown. */
export interface LayerFigures {
  readonly shape: Pair<Shape | null>;
  readonly parameters: Change;
  readonly work: WorkChange;
}

/** A layer that both documents have and that is not the same in both. */
export interface LayerChange extends LayerFigures {
  readonly before: LayerNode;
  readonly after: LayerNode;
  readonly by: MatchedBy;
  /** Present where they differ. */
  readonly kind?: Pair<string>;
  readonly mode?: Pair<NodeMode | null>;
  /** Settings that differ, in the order of the form; of a layer of another kind those that both kinds have. */
  readonly params: readonly { readonly key: string; readonly values: Pair<unknown> }[];
  /** The layer whose weights it uses, by its id in either document; `null`: its own. */
  readonly sharing?: Pair<string | null>;
}

export interface DocumentDiff {
  /** Layers of the second document only, in the order of data flow. */
  readonly added: readonly LayerNode[];
  /** Layers of the first document only, in the order of data flow. */
  readonly removed: readonly LayerNode[];
  readonly changed: readonly LayerChange[];
  /** Layers that have another name, whatever else changed in them. */
  readonly renamed: readonly Pair<LayerNode>[];
  readonly wires: {
    readonly added: readonly Edge[];
    readonly removed: readonly Edge[];
    /** Wires into the same input of the same layer, from another one. */
    readonly moved: readonly Pair<Edge>[];
  };
  /** For every layer of the first document that the second has, its id there. */
  readonly counterparts: ReadonlyMap<string, string>;
  readonly totals: {
    readonly layers: Change;
    readonly parameters: Change;
    readonly trainable: Change;
    readonly work: WorkChange;
    /** Bytes of one sample's outputs. */
    readonly activationBytes: Change;
    readonly weightBytes: Change;
    /** Bytes of a training step, each with its document's optimizer and batch size. */
    readonly trainingBytes: Change;
  };
}

/**
 * What differs between two documents, layer by layer; `matchLayers` says which are the same. Names, places and groups make no
 * difference. Analyses, where the caller has them, save computing them.
 */
export function diffDocuments(
  a: StrideDocument,
  b: StrideDocument,
  before: Analysis = analyze(a.graph),
  after: Analysis = analyze(b.graph),
): DocumentDiff {
  const matches = matchLayers(a.graph, b.graph);
  const counterparts = new Map([...matches].map(([id, match]) => [id, match.id]));
  const known = new Set(counterparts.values());
  const pairs = inOrder(a.graph).flatMap((node) => {
    const match = matches.get(node.id);
    const other = b.graph.nodes[match?.id ?? ''];
    return match && other ? [{ node, other, by: match.by }] : [];
  });
  return {
    added: inOrder(b.graph).filter(({ id }) => !known.has(id)),
    removed: inOrder(a.graph).filter(({ id }) => !matches.has(id)),
    changed: pairs.flatMap(({ node, other, by }) => {
      const change = ownChange(node, other, sharingChange(a.graph, b.graph, counterparts, node, other));
      return change ? [{ before: node, after: other, by, ...change, ...layerFigures(before, after, node, other) }] : [];
    }),
    renamed: pairs.filter(({ node, other }) => node.name !== other.name).map(({ node, other }) => [node, other]),
    wires: wireChanges(a, b, matches),
    counterparts,
    totals: {
      layers: [before.totals.layers, after.totals.layers],
      parameters: [before.totals.parameters, after.totals.parameters],
      trainable: [before.totals.trainable, after.totals.trainable],
      work: workChange(workOfTotals(before.totals), workOfTotals(after.totals)),
      activationBytes: [before.totals.activationBytes, after.totals.activationBytes],
      weightBytes: [before.totals.weightBytes, after.totals.weightBytes],
      trainingBytes: [
        trainingMemory(a.graph, before, a.training).total.value,
        trainingMemory(b.graph, after, b.training).total.value,
      ],
    },
  };
}

/** What a layer of the one and its counterpart in the other make of their networks. */
export function layerFigures(
  before: Analysis,
  after: Analysis,
  was: LayerNode | null,
  is: LayerNode | null,
): LayerFigures {
  const [old, now] = [was ? before.node(was.id) : undefined, is ? after.node(is.id) : undefined];
  return {
    shape: [old?.output?.shape ?? null, now?.output?.shape ?? null],
    parameters: [old?.parameters.total ?? 0, now?.parameters.total ?? 0],
    work: workChange(workOf(old), workOf(now)),
  };
}

function workChange(before: Work, after: Work): WorkChange {
  const of = (convention: Convention): Change => [countBy(convention, before), countBy(convention, after)];
  return { macs: of('macs'), flops: of('flops'), ops: of('ops') };
}

/** Layers such that those that feed others come before them; idle ones too. */
const inOrder = (graph: Graph): readonly LayerNode[] =>
  readStructure(graph).order.flatMap((id) => graph.nodes[id] ?? []);

/** What is set otherwise in the layer itself; `null`: nothing. */
function ownChange(before: LayerNode, after: LayerNode, sharing: Pair<string | null> | null) {
  const params = paramChanges(before, after);
  const otherKind = before.kind !== after.kind;
  const otherMode = before.mode !== after.mode;
  if (params.length === 0 && !otherKind && !otherMode && !sharing) return null;
  return {
    ...(otherKind && { kind: [before.kind, after.kind] as const }),
    ...(otherMode && { mode: [before.mode ?? null, after.mode ?? null] as const }),
    ...(sharing && { sharing }),
    params,
  };
}

/** `null` where both use the weights of layers that are the same, or each its own. */
function sharingChange(
  a: Graph,
  b: Graph,
  counterparts: ReadonlyMap<string, string>,
  before: LayerNode,
  after: LayerNode,
): Pair<string | null> | null {
  const [was, is] = [weightsOf(a, before), weightsOf(b, after)];
  if (was === null && is === null) return null;
  return was !== null && counterparts.get(was) === is ? null : [was, is];
}

/** The layer that has the weights, at the end of the chain of those that use each other's; `null`: the layer itself. */
function weightsOf({ nodes }: Graph, node: LayerNode): string | null {
  const passed = new Set([node.id]);
  let owner = node.sharesWith;
  while (owner !== undefined && !passed.has(owner)) {
    passed.add(owner);
    const next = nodes[owner]?.sharesWith;
    if (next === undefined) return owner;
    owner = next;
  }
  // A chain that bites its tail has no end: whom the layer names is all that there is to say.
  return node.sharesWith ?? null;
}

function paramChanges(before: LayerNode, after: LayerNode): LayerChange['params'] {
  const [old, now] = [completeParams(before), completeParams(after)];
  const keys = before.kind === after.kind ? new Set([...Object.keys(old), ...Object.keys(now)]) : Object.keys(old);
  return [...keys].flatMap((key) => {
    if (before.kind !== after.kind && !(key in now)) return [];
    const values = [old[key], now[key]] as const;
    return sameContent({ value: old[key] }, { value: now[key] }) ? [] : [{ key, values }];
  });
}

function wireChanges(a: StrideDocument, b: StrideDocument, matches: Matches): DocumentDiff['wires'] {
  const theirs = new Map(Object.values(b.graph.edges).map((edge) => [inputOf(edge.target, edge.port), edge]));
  const found = new Set<string>();
  const removed: Edge[] = [];
  const moved: Pair<Edge>[] = [];
  for (const edge of Object.values(a.graph.edges)) {
    const target = matches.get(edge.target)?.id;
    const other = target === undefined ? undefined : theirs.get(inputOf(target, edge.port));
    if (!other) removed.push(edge);
    else {
      found.add(other.id);
      if (matches.get(edge.source)?.id !== other.source) moved.push([edge, other]);
    }
  }
  return { added: Object.values(b.graph.edges).filter(({ id }) => !found.has(id)), removed, moved };
}

const inputOf = (target: string, port: number): string => `${port}@${target}`;
