import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerChange, Pair } from '../../../src/core/document/diff/diff.ts';
import type {
  Difference,
  DifferenceKind,
  LayerDifference,
  WireDifference,
} from '../../../src/core/document/diff/differences.ts';
import type { LayerNode, StrideDocument } from '../../../src/core/document/schema.ts';
import { describeFields, isLayerKind } from '../../../src/core/layers/registry.ts';
import { formatShape, type Shape, sameShape } from '../../../src/core/math/shape.ts';
import { choiceText, fieldText, layerText } from '../../i18n/core-text.ts';
import { formatFull, formatPlain, formatSigned, type Locale } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import type { Networks } from './sides.ts';

type T = TFunction<'compare'>;

/** One thing that differs, in the reader's words. */
export interface Line {
  readonly label: string;
  readonly values: Pair<string>;
}

export interface DifferenceText {
  readonly kind: DifferenceKind;
  /** "Changed", "Added wire". */
  readonly word: string;
  /** The layer, or where the wire leads. */
  readonly name: string;
  /** What differs, one after the other; empty where the layer is in one network only. */
  readonly lines: readonly Line[];
  /** All of it in a line, without the name. */
  readonly summary: string;
}

/** What a difference says, in the list, to a screen reader and in a file. */
export function differenceText(difference: Difference, networks: Networks, t: T, locale: Locale): DifferenceText {
  return difference.kind === 'wire'
    ? wireText(difference, networks, t)
    : layerDifferenceText(difference, networks, t, locale);
}

/** The same for the language of the interface. */
export function useDifferenceText(networks: Networks): (difference: Difference) => DifferenceText {
  const { t } = useTranslation('compare');
  const locale = useLocale();
  return useMemo(
    () => (difference: Difference) => differenceText(difference, networks, t, locale),
    [networks, t, locale],
  );
}

function layerDifferenceText(one: LayerDifference, networks: Networks, t: T, locale: Locale): DifferenceText {
  const { kind, nodes, change, figures } = one;
  const [was, is] = nodes;
  const title = layerText((is ?? was)?.kind ?? '', locale).title;
  const name = (is ?? was)?.name ?? '';
  const lines: Line[] = [];
  if (was && is && was.name !== is.name) lines.push({ label: t('field.name'), values: [was.name, is.name] });
  if (change) lines.push(...changeLines(change, networks, t, locale));
  const [shape, otherShape] = figures.shape;
  if (was && is && !alike(shape, otherShape))
    lines.push({ label: t('field.shape'), values: [shapeText(shape), shapeText(otherShape)] });
  const own = shapeText(is ? otherShape : shape);
  const difference = figures.parameters[1] - figures.parameters[0];
  const parameters =
    difference === 0
      ? []
      : [t('parametersMore', { difference: formatSigned(difference, (size) => formatFull(size, locale)) })];
  const parts = was && is ? lines.map((line) => lineText(line, t)) : [title, own];
  return { kind, word: t(`one.${kind}`), name, lines, summary: [...parts, ...parameters].join(' · ') };
}

export const lineText = ({ label, values: [before, after] }: Line, t: T): string =>
  `${label} ${t('arrow', { before, after })}`;

function changeLines(change: LayerChange, networks: Networks, t: T, locale: Locale): readonly Line[] {
  const lines: Line[] = [];
  if (change.kind) {
    const [before, after] = change.kind.map((kind) => layerText(kind, locale).title);
    lines.push({ label: t('field.kind'), values: [before ?? '', after ?? ''] });
  }
  if (change.mode) {
    const [before, after] = change.mode;
    lines.push({ label: t('field.mode'), values: [t(`mode.${before ?? 'works'}`), t(`mode.${after ?? 'works'}`)] });
  }
  if (change.sharing) {
    const [before, after] = change.sharing;
    const whose = (id: string | null, { graph }: StrideDocument): string =>
      id === null ? t('ownWeights') : t('weightsOf', { name: graph.nodes[id]?.name ?? id });
    const values = [whose(before, networks.left.document), whose(after, networks.right.document)] as const;
    lines.push({ label: t('field.sharing'), values });
  }
  const { kind } = change.after;
  const fields = new Map(isLayerKind(kind) ? describeFields(kind).map((field) => [field.key, field]) : []);
  for (const { key, values } of change.params) {
    const field = fields.get(key);
    const label = field ? fieldText(kind, field, locale).label : key;
    lines.push({ label, values: [valueText(values[0], t, locale), valueText(values[1], t, locale)] });
  }
  return lines;
}

/** A setting as the form shows it. */
function valueText(value: unknown, t: T, locale: Locale): string {
  if (value === null || value === undefined || value === '') return t('none');
  if (typeof value === 'number') return formatPlain(value, locale);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'string') return choiceText(value, locale);
  if (Array.isArray(value) && value.every((item) => typeof item === 'number'))
    return value.map((item) => formatPlain(item, locale)).join('×');
  const penalties = penaltyTexts(value, locale);
  if (penalties) return penalties.length === 0 ? t('none') : penalties.join(', ');
  return JSON.stringify(value);
}

/** `L2 0.001`, of a penalty; those of nothing count for nothing. */
function penaltyTexts(value: unknown, locale: Locale): readonly string[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  if (!entries.every(([key, size]) => /^l[12]$/.test(key) && typeof size === 'number')) return null;
  return entries.flatMap(([key, size]) => (size > 0 ? `${key.toUpperCase()} ${formatPlain(size, locale)}` : []));
}

const shapeText = (shape: Shape | null): string => (shape ? formatShape(shape) : '?');

const alike = (a: Shape | null, b: Shape | null): boolean => (a && b ? sameShape(a, b) : a === b);

function wireText({ wires: [was, is] }: WireDifference, { left, right }: Networks, t: T): DifferenceText {
  const nameIn = ({ graph }: StrideDocument, id: string): string => graph.nodes[id]?.name ?? id;
  const before = was && nameIn(left.document, was.source);
  const after = is && nameIn(right.document, is.source);
  const target = is ? nameIn(right.document, is.target) : was ? nameIn(left.document, was.target) : '';
  const ends = t('wire.ends', { source: after ?? before ?? '', target });
  if (was && is) {
    const lines = [{ label: t('field.source'), values: [before ?? '', after ?? ''] as const }];
    const summary = t('arrow', { before: before ?? '', after: after ?? '' });
    return { kind: 'wire', word: t('wire.moved'), name: target, lines, summary };
  }
  return { kind: 'wire', word: t(is ? 'wire.added' : 'wire.removed'), name: target, lines: [], summary: ends };
}

/** The kind of a layer or of its counterpart, for its icon. */
export const kindOfNode = ([was, is]: Pair<LayerNode | null>): string => (is ?? was)?.kind ?? '';
