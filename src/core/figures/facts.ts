import type { Shown } from '../analysis/share.ts';
import type { NodeAnalysis } from '../analysis/types.ts';
import type { LayerNode } from '../document/schema.ts';
import { layerOf, parseParams } from '../layers/registry.ts';
import { formatShape } from '../math/shape.ts';

/* What a layer's card says of it in any language. */

/** A layer that Stride does not know: it is kept as its file had it, and not analysed. */
export const isForeign = ({ kind }: Pick<LayerNode, 'kind'>): boolean => kind === 'custom';

/** What stands before the decimals of a number, which languages write differently. */
export type DecimalSign = '.' | ',';

/** Hyper-parameters as the node prints them: `3×3/2, 128`, `0.5` or `0,5`; empty where they are not valid. */
export function headline(node: LayerNode, decimal: DecimalSign = '.'): string {
  if (isForeign(node)) return '';
  const parsed = parseParams(node.kind, node.params);
  const text = parsed.ok ? (layerOf(node.kind)?.headline(parsed.value) ?? '') : '';
  return text.replace(/(?<=\d)\.(?=\d)/g, decimal);
}

/** Activation that is a setting of the layer and has a strip of its own. */
export function stripOf(node: Pick<LayerNode, 'kind' | 'params'>): string | null {
  const { activation } = node.params;
  return node.kind !== 'activation' && typeof activation === 'string' && activation !== 'linear' ? activation : null;
}

/** What an Activation layer computes, as its own strip names it; `null` for other kinds. */
export function activationOf({ kind, params: { activation } }: Pick<LayerNode, 'kind' | 'params'>): string | null {
  return kind === 'activation' && typeof activation === 'string' ? activation : null;
}

/** The output as the node prints it; `?` where it is unknown. */
export const shapeText = (analysis: NodeAnalysis | undefined): string =>
  analysis?.output ? formatShape(analysis.output.shape) : '?';

/** A layer's receptive field as it prints it, `35×35`; empty where it has none. */
export const fieldText = (analysis: NodeAnalysis | undefined): string =>
  (analysis?.receptiveField?.size ?? []).join('×');

/** Whether a layer with another's weights says whose they are in place of what is shown: there is none of its own. */
export const namesOwner = (shown: Shown | 'off'): boolean => shown !== 'receptiveField' && shown !== 'time';

export type Severity = 'error' | 'warning';

export function severityOf(analysis: NodeAnalysis | undefined): Severity | undefined {
  if (!analysis || analysis.problems.length === 0) return undefined;
  return analysis.problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
}

const shapeProblems: ReadonlySet<string> = new Set([
  'shape.mismatch',
  'concat.mismatch',
  'rank.mismatch',
  'window.misfit',
  'graph.cycle',
]);

/** Whether what this wire brings is wrong at the layer where it ends. */
export const isWrongAt = (target: NodeAnalysis | undefined, edgeId: string): boolean =>
  target?.problems.some(
    (problem) => problem.edgeId === edgeId || (problem.edgeId === undefined && shapeProblems.has(problem.code)),
  ) ?? false;

/** Where the colours of the share bar change. */
const heatSteps = [0.02, 0.06, 0.15, 0.35] as const;

/** The same for a receptive field as a part of the input: a tenth, a quarter, half of it, all of it. */
const fieldSteps = [0.1, 0.25, 0.5, 1] as const;

export const heatStepsOf = (shown: Shown | 'off'): readonly number[] =>
  shown === 'receptiveField' ? fieldSteps : heatSteps;

/** Level of a share's colour, 1 to 5. */
export const heatOf = (share: number, shown: Shown | 'off' = 'parameters'): number =>
  1 + heatStepsOf(shown).filter((step) => share >= step).length;
