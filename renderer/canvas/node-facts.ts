import { measureOf } from '../../src/core/analysis/share.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { layerOf, parseParams } from '../../src/core/layers/registry.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { layerText } from '../i18n/core-text.ts';
import { formatBytes, formatShort, type Locale } from '../i18n/format.ts';
import type { Shown } from './share.ts';
import type { Verdict } from './store.ts';

/** Hyper-parameters as the node prints them: `3×3/2, 128`; empty where they are not valid. */
export function headline(node: LayerNode): string {
  if (isForeign(node)) return '';
  const parsed = parseParams(node.kind, node.params);
  return parsed.ok ? (layerOf(node.kind)?.headline(parsed.value) ?? '') : '';
}

/** A layer that Stride does not know: it is kept as its file had it, and not analysed. */
export const isForeign = ({ kind }: LayerNode): boolean => kind === 'custom';

/** What the node is called on its head: its kind, or the class of a layer that Stride does not know. */
export function titleOf(node: LayerNode, locale: Locale): string {
  const { className } = node.params;
  return isForeign(node) && typeof className === 'string' ? className : layerText(node.kind, locale).title;
}

/** Activation that is a setting of the layer and has a strip of its own. */
export function stripOf(node: LayerNode): string | null {
  const { activation } = node.params;
  return node.kind !== 'activation' && typeof activation === 'string' && activation !== 'linear' ? activation : null;
}

/** What an Activation layer computes, as its own strip names it; `null` for other kinds. */
export function activationOf({ kind, params: { activation } }: LayerNode): string | null {
  return kind === 'activation' && typeof activation === 'string' ? activation : null;
}

/** The figure right of the shape: what the share bars measure, nothing for layers that have none of it. */
export function figure(analysis: NodeAnalysis | undefined, shown: Shown, locale: Locale): string {
  if (!analysis) return '';
  const value = measureOf(analysis, shown === 'off' ? 'parameters' : shown);
  if (value === 0) return '';
  return shown === 'memory' ? formatBytes(value, locale) : formatShort(value, locale);
}

/** The output as the node prints it; `?` where it is unknown. */
export const shapeText = (analysis: NodeAnalysis | undefined): string =>
  analysis?.output ? formatShape(analysis.output.shape) : '?';

export type Severity = 'error' | 'warning';

export function severityOf(analysis: NodeAnalysis | undefined): Severity | undefined {
  if (!analysis || analysis.problems.length === 0) return undefined;
  return analysis.problems.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
}

/** What a node is to the wire under the pointer; `doubtful`: the wire may end here, but the shapes will not fit. */
export type Standing = 'self' | 'valid' | 'doubtful' | 'invalid';

export function standingOf(self: boolean, verdict: Verdict): Standing {
  if (self) return 'self';
  if (verdict.ok) return 'valid';
  return verdict.why.severity === 'warning' ? 'doubtful' : 'invalid';
}
