import { formatDecimals, formatDuration, type Locale } from '../../i18n/format.ts';

const nbsp = '\u00a0';

/** Seconds to about three digits, as a forecast deserves: `8.2 ms`, `482 ms`, `6.5 s`, `3 min 58 s`. */
export function formatSpan(seconds: number, locale: Locale): string {
  if (seconds < 0.0995) return `${formatDecimals(seconds * 1000, 1, locale)}${nbsp}ms`;
  if (seconds < 0.9995) return `${formatDecimals(seconds * 1000, 0, locale)}${nbsp}ms`;
  return seconds < 59.95 ? `${formatDecimals(seconds, 1, locale)}${nbsp}s` : formatDuration(seconds);
}
