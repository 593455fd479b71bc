import { analyze } from '../../analysis/analyze.ts';
import { sameContent } from '../../analysis/content.ts';
import { trainingMemory } from '../../analysis/memory.ts';
import type { Change } from '../../analysis/preview.ts';
import type { Analysis } from '../../analysis/types.ts';
import type { Shape } from '../../math/shape.ts';
import type { Edge, LayerNode, NodeMode, StrideDocument } from '../schema.ts';
import { completeParams, type MatchedBy, type Matches, matchLayers } from './match.ts';

/** A value in the one and in the other document. */
export type Pair<T> = readonly [before: T, after: T];

/** A layer that both documents have and that is not the same in both. */
export interface LayerChange {
  readonly before: LayerNode;
  readonly after: LayerNode;
  readonly by: MatchedBy;
  /** Present where they differ. */
  readonly kind?: Pair<string>;
  readonly mode?: Pair<NodeMode | null>;
  /** Settings that differ, in the order of the form; of a layer of another kind those that both kinds have. */
  readonly params: readonly { readonly key: string; readonly values: Pair<unknown> }[];
  readonly shape: Pair<Shape | null>;
  readonly parameters: Change;
  readonly macs: Change;
}

export interface DocumentDiff {
  /** Layers of the second document only, in the order of data flow. */
  readonly added: readonly LayerNode[];
  /** Layers of the first document only. */
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
    readonly macs: Change;
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
  const pairs = Object.values(a.graph.nodes).flatMap((node) => {
    const match = matches.get(node.id);
    const other = b.graph.nodes[match?.id ?? ''];
    return match && other ? [{ node, other, by: match.by }] : [];
  });
  return {
    added: Object.values(b.graph.nodes).filter(({ id }) => !known.has(id)),
    removed: Object.values(a.graph.nodes).filter(({ id }) => !matches.has(id)),
    changed: pairs.flatMap(({ node, other, by }) => layerChange(node, other, by, before, after) ?? []),
    renamed: pairs.filter(({ node, other }) => node.name !== other.name).map(({ node, other }) => [node, other]),
    wires: wireChanges(a, b, matches),
    counterparts,
    totals: {
      layers: [before.totals.layers, after.totals.layers],
      parameters: [before.totals.parameters, after.totals.parameters],
      trainable: [before.totals.trainable, after.totals.trainable],
      macs: [before.totals.macs, after.totals.macs],
      activationBytes: [before.totals.activationBytes, after.totals.activationBytes],
      weightBytes: [before.totals.weightBytes, after.totals.weightBytes],
      trainingBytes: [
        trainingMemory(a.graph, before, a.training).total.value,
        trainingMemory(b.graph, after, b.training).total.value,
      ],
    },
  };
}

function layerChange(
  before: LayerNode,
  after: LayerNode,
  by: MatchedBy,
  was: Analysis,
  is: Analysis,
): LayerChange | null {
  const params = paramChanges(before, after);
  const otherKind = before.kind !== after.kind;
  const otherMode = before.mode !== after.mode;
  if (params.length === 0 && !otherKind && !otherMode) return null;
  const [old, now] = [was.node(before.id), is.node(after.id)];
  return {
    before,
    after,
    by,
    ...(otherKind && { kind: [before.kind, after.kind] }),
    ...(otherMode && { mode: [before.mode ?? null, after.mode ?? null] }),
    params,
    shape: [old?.output?.shape ?? null, now?.output?.shape ?? null],
    parameters: [old?.parameters.total ?? 0, now?.parameters.total ?? 0],
    macs: [old?.cost?.macs.value ?? 0, now?.cost?.macs.value ?? 0],
  };
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
