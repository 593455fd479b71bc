import type { FigureName } from '../../src/core/runs/figures.ts';
import {
  formatBytes,
  formatDecimals,
  formatDuration,
  formatFull,
  formatPercent,
  formatPlain,
  formatShort,
  formatSigned,
  formatSmall,
  formatTotal,
  type Locale,
} from '../i18n/format.ts';

type Write = (value: number, locale: Locale) => string;

/** Below a minute tenths count. */
export const formatSeconds: Write = (value, locale) =>
  value < 60 ? `${formatDecimals(value, value < 10 ? 2 : 1, locale)}\u00a0s` : formatDuration(value);

const writers: Readonly<Record<FigureName, Write>> = {
  bestAccuracy: formatPercent,
  bestLoss: formatSmall,
  bestEpoch: formatFull,
  lastAccuracy: formatPercent,
  lastLoss: formatSmall,
  lastValAccuracy: formatPercent,
  lastValLoss: formatSmall,
  gap: (value, locale) => formatSigned(value, (size) => formatPercent(size, locale)),
  testAccuracy: formatPercent,
  testLoss: formatSmall,
  epochs: formatFull,
  seconds: formatSeconds,
  secondsPerEpoch: formatSeconds,
  samplesPerSecond: formatFull,
  parameters: formatTotal,
  macs: formatTotal,
  weightBytes: formatBytes,
  depth: formatFull,
};

/** A figure as tables print it; a dash where it is not known. */
export const figureText = (name: FigureName, value: number | null, locale: Locale): string =>
  value === null ? '—' : writers[name](value, locale);

/** A difference of two figures, with its sign. */
export const figureDifference = (name: FigureName, difference: number, locale: Locale): string =>
  formatSigned(difference, (size) => (name === 'gap' ? formatPercent(size, locale) : writers[name](size, locale)));

/** A label of an axis: round values, in as few digits. */
export function tickText(
  kind: 'share' | 'bytes' | 'seconds' | 'count' | 'plain',
  value: number,
  locale: Locale,
): string {
  switch (kind) {
    case 'share':
      return formatPercent(value, locale, Number.isInteger(Number((value * 100).toPrecision(9))) ? 0 : 1);
    case 'bytes':
      return formatBytes(value, locale);
    case 'seconds':
      return value < 60 ? `${formatPlain(Number(value.toPrecision(3)), locale)}\u00a0s` : formatDuration(value);
    case 'count':
      return value >= 10_000 ? formatShort(value, locale) : formatFull(value, locale);
    case 'plain':
      return value !== 0 && Math.abs(value) < 1e-3
        ? formatSmall(value, locale)
        : formatPlain(Number(value.toPrecision(4)), locale);
  }
}

/** How a figure's axis is labelled. */
export const tickKind = (name: FigureName) => kinds.get(name) ?? 'count';

const kinds: ReadonlyMap<FigureName, 'share' | 'bytes' | 'seconds' | 'plain'> = new Map([
  ['bestAccuracy', 'share'],
  ['lastAccuracy', 'share'],
  ['lastValAccuracy', 'share'],
  ['testAccuracy', 'share'],
  ['weightBytes', 'bytes'],
  ['seconds', 'seconds'],
  ['secondsPerEpoch', 'seconds'],
  ['bestLoss', 'plain'],
]);

/** Values of a chart's measure. */
export function measureText(measure: string, value: number, locale: Locale): string {
  if (measure.toLowerCase().includes('accuracy')) return formatPercent(value, locale);
  if (measure === 'samplesPerSecond') return formatFull(value, locale);
  return formatSmall(value, locale);
}
