import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Group, LayerNode } from '../../src/core/document/schema.ts';
import type { WeightOrigin } from '../../src/core/surgery/origins.ts';
import { decimalSign, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { headline, isForeign, shapeText } from './node-facts.ts';

/** What a screen reader says: "conv2d, Conv2D, 3×3, 32, output 26×26×32, 320 parameters, 1 error". */
export function useNodeLabel(
  node: LayerNode | undefined,
  analysis: NodeAnalysis | undefined,
  title: string,
  origin?: WeightOrigin,
): string {
  const { t } = useTranslation('define');
  const locale = useLocale();
  if (!node) return '';
  const kind = isForeign(node) ? `${title}, ${t('canvas.foreign')}` : title;
  const parts = [
    node.name,
    kind,
    headline(node, decimalSign(locale)),
    t('canvas.outputIs', { shape: shapeText(analysis) }),
  ];
  if (node.mode) parts.push(t(`mode.${node.mode}`));
  if (node.frozen) parts.push(t('mode.frozen'));
  if (origin) parts.push(t(`origin.${origin}`));
  const parameters = analysis?.parameters.total ?? 0;
  if (parameters > 0) parts.push(t('count.parameters', { count: parameters, number: formatFull(parameters, locale) }));
  const errors = analysis?.problems.filter((problem) => problem.severity === 'error').length ?? 0;
  if (errors > 0) parts.push(t('count.errors', { count: errors }));
  return parts.filter((part) => part !== '').join(', ');
}

/** Ids of what a screen reader is told of while the canvas has the focus. */
export const layerElement = (id: string): string => `layer-${id}`;
export const groupElement = (id: string): string => `group-${id}`;
export const noteElement = (id: string): string => `note-${id}`;

/** The element of the selected group, else of the one layer or note that is selected: what the arrow keys walked to. */
export function activeElement(
  group: Group | null,
  selection: ReadonlySet<string>,
  notes: ReadonlySet<string>,
): string | null {
  const [only, ...more] = selection;
  const [note, ...otherNotes] = notes;
  if (note !== undefined && selection.size === 0) return otherNotes.length === 0 ? noteElement(note) : null;
  if (group && more.length > 0) return groupElement(group.id);
  return only !== undefined && more.length === 0 ? layerElement(only) : null;
}
