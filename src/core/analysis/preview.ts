import { applyCommands, type Command } from '../document/commands.ts';
import type { Graph, StrideDocument } from '../document/schema.ts';
import { exchangedBetween } from '../document/versions.ts';
import type { Shape } from '../math/shape.ts';
import { sameShape } from '../math/shape.ts';
import type { Problem } from '../problems/problem.ts';
import type { Convention } from './conventions.ts';
import { trainingMemory } from './memory.ts';
import type { Analysis, Analyzer, NodeAnalysis } from './types.ts';

/** A figure before and after. */
export type Change = readonly [before: number, after: number];

/** What a change makes of one layer. Figures of a layer that is not there are 0, its shape is `null`, as is an unknown one. */
export interface NodeChange {
  readonly id: string;
  /** `set`: otherwise than before, with the same figures. */
  readonly kind: 'changed' | 'added' | 'removed' | 'set';
  readonly before: Shape | null;
  readonly after: Shape | null;
  readonly parameters: Change;
  readonly macs: Change;
}

export interface Comparison {
  /** Layers whose shape, parameters, work or problems differ, in the order of data flow; removed ones last. */
  readonly nodes: readonly NodeChange[];
  readonly totals: {
    readonly parameters: Change;
    readonly work: { readonly [C in Convention]: Change };
    readonly activationBytes: Change;
    /** Bytes of a training step with the document's optimizer and batch size; only where documents were compared. */
    readonly trainingBytes?: Change;
  };
  readonly problemsAdded: readonly Problem[];
  readonly problemsRemoved: readonly Problem[];
}

/**
 * What differs between two analyses. Cheap for versions of one network that one analyzer saw: layers that did not change are
 * the same objects, and are passed over.
 */
export function compareAnalyses(before: Analysis, after: Analysis): Comparison {
  const totals = {
    parameters: [before.totals.parameters, after.totals.parameters],
    work: {
      macs: [before.totals.macs, after.totals.macs],
      flops: [before.totals.flops, after.totals.flops],
      ops: [before.totals.allOps, after.totals.allOps],
    },
    activationBytes: [before.totals.activationBytes, after.totals.activationBytes],
  } as const;
  if (before === after) return { nodes: [], totals, problemsAdded: [], problemsRemoved: [] };
  const nodes: NodeChange[] = [];
  for (const id of after.order) {
    const now = after.nodes[id];
    const old = before.nodes[id];
    if (!now || now === old) continue;
    if (!old) nodes.push(nodeChange(id, 'added', undefined, now));
    else if (!alike(old, now)) nodes.push(nodeChange(id, 'changed', old, now));
  }
  for (const id of before.order) {
    const old = before.node(id);
    const now = after.node(id);
    if (!now) nodes.push(nodeChange(id, 'removed', old, undefined));
    // It is there still, and does nothing any more.
    else if (old && now.idle && !alike(old, now)) nodes.push(nodeChange(id, 'changed', old, now));
  }
  return {
    nodes,
    totals,
    problemsAdded: without(after.problems, before.problems),
    problemsRemoved: without(before.problems, after.problems),
  };
}

/** A comparison with what it compared: the document as it would be, not committed anywhere. */
export interface Preview extends Comparison {
  /** Layers that are set otherwise, or called otherwise, though no figure tells: an activation takes the place of another. */
  readonly settings: readonly NodeChange[];
  readonly document: StrideDocument;
  readonly analysis: Analysis;
}

/**
 * What commands would make of a document. Nothing is committed: the analyzer looks at the result aside, so it may be the one
 * that follows the document.
 */
export function previewCommands(document: StrideDocument, commands: readonly Command[], analyzer: Analyzer): Preview {
  const before = analyzer.analyze(document.graph);
  const changed = applyCommands(document, commands);
  const analysis = analyzer.peek(changed.graph);
  const comparison = compareAnalyses(before, analysis);
  const trainingBytes = [trainingBytesOf(document, before), trainingBytesOf(changed, analysis)] as const;
  const told = new Set(comparison.nodes.map(({ id }) => id));
  const settings = otherNodes(document.graph, changed.graph).flatMap((id) =>
    told.has(id) ? [] : [nodeChange(id, 'set', before.node(id), analysis.node(id))],
  );
  return { ...comparison, settings, totals: { ...comparison.totals, trainingBytes }, document: changed, analysis };
}

/** Ids of the nodes that are in both, and not the same. */
function otherNodes({ nodes: before }: Graph, { nodes: after }: Graph): readonly string[] {
  const exchanged = before === after ? [] : (exchangedBetween(before, after) ?? Object.keys(before));
  return [...exchanged].filter((id) => before[id] && after[id] && before[id] !== after[id]);
}

const trainingBytesOf = ({ graph, training }: StrideDocument, analysis: Analysis): number =>
  trainingMemory(graph, analysis, training).total.value;

const nodeChange = (
  id: string,
  kind: NodeChange['kind'],
  before: NodeAnalysis | undefined,
  after: NodeAnalysis | undefined,
): NodeChange => ({
  id,
  kind,
  before: before?.output?.shape ?? null,
  after: after?.output?.shape ?? null,
  parameters: [before?.parameters.total ?? 0, after?.parameters.total ?? 0],
  macs: [before?.cost?.macs.value ?? 0, after?.cost?.macs.value ?? 0],
});

/** Whether a reader sees the same: a layer that was only renamed, or sees further, has not changed. */
function alike(a: NodeAnalysis, b: NodeAnalysis): boolean {
  if (a.parameters.total !== b.parameters.total || a.parameters.trainable !== b.parameters.trainable) return false;
  if (a.cost?.macs.value !== b.cost?.macs.value || a.cost?.otherOps.value !== b.cost?.otherOps.value) return false;
  if (a.problems !== b.problems && without(a.problems, b.problems).length + without(b.problems, a.problems).length > 0)
    return false;
  const shape = a.output?.shape;
  const other = b.output?.shape;
  return shape === other || (shape !== undefined && other !== undefined && sameShape(shape, other));
}

/** Problems of the one that are not in the other, by what they say of which layer. */
function without(problems: readonly Problem[], others: readonly Problem[]): readonly Problem[] {
  if (problems === others || problems.length === 0) return [];
  const known = new Set(others.map(keyOf));
  return problems.filter((one) => !known.has(keyOf(one)));
}

const keyOf = ({ code, nodeId, edgeId, field, message }: Problem): string =>
  [code, nodeId, edgeId, field, message].join('\n');
