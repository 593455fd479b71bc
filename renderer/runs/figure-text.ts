import type { FigureName } from '../../src/core/runs/figures.ts';
import {
  formatBytes,
  formatDecimals,
  formatDuration,
  formatFull,
  formatPercent,
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

/** Values of a chart's measure. */
export function measureText(measure: string, value: number, locale: Locale): string {
  if (measure.toLowerCase().includes('accuracy')) return formatPercent(value, locale);
  if (measure === 'samplesPerSecond') return formatFull(value, locale);
  return formatSmall(value, locale);
}
