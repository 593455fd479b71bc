import { formatSignificant, type Locale } from '../i18n/format.ts';

const nbsp = '\u00a0';

/** `1.24 ms`, three significant digits; `85.1 µs` below 0.1 ms, `1.20 s` from 1,000 ms on. */
export function formatMilliseconds(milliseconds: number, locale: Locale): string {
  if (milliseconds >= 999.5) return `${formatSignificant(milliseconds / 1000, 3, locale)}${nbsp}s`;
  if (milliseconds >= 0.1) return `${formatSignificant(milliseconds, 3, locale)}${nbsp}ms`;
  return `${formatSignificant(milliseconds * 1000, 3, locale)}${nbsp}µs`;
}
