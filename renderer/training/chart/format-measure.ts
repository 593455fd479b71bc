import { formatPercent, formatSmall, type Locale } from '../../i18n/format.ts';
import type { Measure } from './curves.ts';

/** A figure of a chart: a loss with four decimals, an accuracy in percent. */
export const formatMeasure = (value: number | null, measure: Measure, locale: Locale): string =>
  value === null ? '—' : measure === 'loss' ? formatSmall(value, locale) : formatPercent(value, locale);
