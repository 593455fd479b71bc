import { type GroupTotals, groupTotals } from '../../src/core/analysis/groups.ts';
import { amountOf, type LayerTimes, partOf } from '../../src/core/analysis/share.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { Groups } from '../../src/core/document/groups.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import type { Locale } from '../i18n/format.ts';
import { amountText, figure, type Severity, severityOf } from './node-facts.ts';
import type { Shown } from './share.ts';

export interface GroupFigure {
  /** What the last of the layers puts out; `?` where that is unknown. */
  readonly shape: string;
  /** What the overlay measures, summed over the layers; the widest of their receptive fields. */
  readonly figure: string;
  /** Their part of the network, rounded to what a bar shows; −1 where parts do not add up or there is none. */
  readonly share: number;
  readonly severity: Severity | undefined;
}

interface Asked {
  readonly group: string;
  readonly layers: readonly string[];
  readonly shown: Shown;
  readonly times: LayerTimes | null;
  readonly locale: Locale;
}

/** What the last layer of a group puts out; `?` where that is unknown. */
export function groupShape(groups: Groups, analysis: Analysis, group: string): string {
  const output = totalsOf(groups, analysis)[group]?.output;
  return output ? formatShape(output) : '?';
}

/** What the card of a collapsed group says of its layers. */
export function groupFigure(
  groups: Groups,
  analysis: Analysis,
  { group, layers, shown, times, locale }: Asked,
): GroupFigure {
  const nodes = layers.flatMap((id) => analysis.node(id) ?? []);
  const measure = shown === 'off' ? 'parameters' : shown;
  const amount = (id: string): number => amountOf({ analysis, times }, id, measure);
  const sum = layers.reduce((total, id) => total + amount(id), 0);
  const [widest] = [...nodes].sort((a, b) => amount(b.id) - amount(a.id));
  const severities = nodes.map(severityOf);
  const adds = shown !== 'off' && shown !== 'receptiveField';
  const share = adds ? layers.reduce((total, id) => total + partOf({ analysis, times }, id, shown), 0) : 0;
  return {
    shape: groupShape(groups, analysis, group),
    figure: shown === 'receptiveField' ? figure(widest, shown, times, locale) : amountText(sum, shown, locale),
    share: share === 0 ? -1 : Math.round(share * 100) / 100,
    severity: (['error', 'warning'] as const).find((severity) => severities.includes(severity)),
  };
}

const known = new WeakMap<
  Analysis,
  { readonly groups: Groups; readonly totals: Readonly<Record<string, GroupTotals>> }
>();

/** Summed up once an analysis, however many cards ask. */
function totalsOf(groups: Groups, analysis: Analysis): Readonly<Record<string, GroupTotals>> {
  const seen = known.get(analysis);
  if (seen?.groups === groups) return seen.totals;
  const totals = groupTotals(groups, analysis);
  known.set(analysis, { groups, totals });
  return totals;
}
