import { type LayerTimes, measureOf } from '../../src/core/analysis/share.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { fieldText, isForeign } from '../../src/core/figures/facts.ts';
import { layerText } from '../i18n/core-text.ts';
import { formatBytes, formatShort, type Locale } from '../i18n/format.ts';
import { formatMilliseconds } from '../profile/format-time.ts';
import type { Shown } from './share.ts';
import type { Verdict } from './store.ts';

export {
  activationOf,
  headline,
  isForeign,
  namesOwner,
  type Severity,
  severityOf,
  shapeText,
  stripOf,
} from '../../src/core/figures/facts.ts';

/** What the node is called on its head: its kind, or the class of a layer that Stride does not know. */
export function titleOf(node: LayerNode, locale: Locale): string {
  const { className } = node.params;
  return isForeign(node) && typeof className === 'string' ? className : layerText(node.kind, locale).title;
}

/** The figure right of the shape: what the share bars measure, nothing for layers that have none of it. */
export function figure(
  analysis: NodeAnalysis | undefined,
  shown: Shown,
  times: LayerTimes | null,
  locale: Locale,
): string {
  if (!analysis) return '';
  if (shown === 'receptiveField') return fieldText(analysis);
  if (shown === 'time') return amountText(times?.[analysis.id] ?? 0, shown, locale);
  return amountText(measureOf(analysis, shown === 'off' ? 'parameters' : shown), shown, locale);
}

/** An amount of what the overlay measures; nothing of nothing. */
export function amountText(amount: number, shown: Shown, locale: Locale): string {
  if (amount === 0) return '';
  if (shown === 'time') return formatMilliseconds(amount, locale);
  return shown === 'memory' ? formatBytes(amount, locale) : formatShort(amount, locale);
}

/** What a node is to the wire under the pointer; `doubtful`: the wire may end here, but the shapes will not fit. */
export type Standing = 'self' | 'valid' | 'doubtful' | 'invalid';

export function standingOf(self: boolean, verdict: Verdict): Standing {
  if (self) return 'self';
  if (verdict.ok) return 'valid';
  return verdict.why.severity === 'warning' ? 'doubtful' : 'invalid';
}
