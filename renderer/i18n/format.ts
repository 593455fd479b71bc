/** Numbers as DESIGN.md prints them, by locale. No-break space before a unit. */
export type Locale = 'en' | 'fr';

const nbsp = '\u00a0';
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-US', options);
  formatters.set(key, made);
  return made;
}

/** What stands before the decimals. */
export const decimalSign = (locale: Locale): '.' | ',' => (locale === 'fr' ? ',' : '.');

/** `138,357,544`, `138 357 544` in French. */
export const formatFull = (value: number, locale: Locale): string =>
  formatter(locale, { maximumFractionDigits: 0 }).format(value);

/** A number as it stands in a formula: integers in full, others to six digits, with a true minus. */
export const formatExact = (value: number, locale: Locale): string =>
  (Number.isInteger(value)
    ? formatFull(value, locale)
    : formatter(locale, { maximumSignificantDigits: 6 }).format(value)
  ).replace('-', '−');

export const formatDecimals = (value: number, digits: number, locale: Locale): string =>
  formatter(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** `1.24`, `85.1`, `312`: this many significant digits. */
export const formatSignificant = (value: number, digits: number, locale: Locale): string =>
  formatter(locale, { minimumSignificantDigits: digits, maximumSignificantDigits: digits }).format(value);

const scales = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

function scaled(value: number, write: (scaledValue: number) => string, locale: Locale): string {
  if (value < 10_000) return formatFull(value, locale);
  const [size, letter] = scales.find(([limit]) => value >= limit) ?? [1, ''];
  return `${write(value / size)}${nbsp}${letter}`;
}

/** Three significant digits from 10,000 on, as nodes print them: `73.9 K`. */
export const formatShort = (value: number, locale: Locale): string =>
  scaled(
    value,
    (v) => formatter(locale, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }).format(v),
    locale,
  );

/** Two decimals from 10,000 on, as totals are printed: `138.36 M`. */
export const formatTotal = (value: number, locale: Locale): string =>
  scaled(value, (v) => formatDecimals(v, 2, locale), locale);

const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes as KiB, MiB, GiB with one decimal: `98.0 KiB`. */
export function formatBytes(bytes: number, locale: Locale): string {
  const power = bytes < 1024 ? 0 : Math.min(binary.length - 1, Math.floor(Math.log2(bytes) / 10));
  const digits = power === 0 ? 0 : 1;
  return `${formatDecimals(bytes / 1024 ** power, digits, locale)}${nbsp}${binary[power]}`;
}

/** A share of 1 as `3.4 %`. */
export const formatPercent = (share: number, locale: Locale, digits = 1): string =>
  `${formatDecimals(share * 100, digits, locale)}${nbsp}%`;

/** A setting as it is typed: exact, without grouping, `0.01`, `0,01` in French, `1e-5` below 0.0001. */
export function formatPlain(value: number, locale: Locale): string {
  const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return text.replace('.', decimalSign(locale));
}

/** Losses and rates: four decimals, `3e−3` style below 0.001, `4.7e21` from a million on, as losses that diverge are. */
export function formatSmall(value: number, locale: Locale, digits = 4): string {
  if (!Number.isFinite(value)) return '—';
  if (Math.abs(value) >= 1e6) {
    const [mantissa, exponent] = value.toExponential(1).split('e+');
    return `${formatDecimals(Number(mantissa), 1, locale)}e${exponent}`;
  }
  if (value === 0 || Math.abs(value) >= 10 ** -digits) return formatDecimals(value, digits, locale);
  const [mantissa, exponent] = value.toExponential(0).split('e-');
  return `${mantissa}e−${exponent}`;
}

/** `3 min 58 s`; units are the same in both languages. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '—';
  const whole = Math.max(0, Math.round(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  if (hours > 0) return `${hours}${nbsp}h ${minutes}${nbsp}min`;
  return minutes > 0 ? `${minutes}${nbsp}min ${whole % 60}${nbsp}s` : `${whole}${nbsp}s`;
}

/** `12 min. ago`, `il y a 12 min`, from milliseconds since 1970. */
export function formatAgo(modified: number, now: number, locale: Locale): string {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const seconds = Math.round((modified - now) / 1000);
  const units = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const unit = units.find(([, size]) => Math.abs(seconds) >= size);
  return unit
    ? relative.format(Math.round(seconds / unit[1]), unit[0])
    : relative.format(Math.min(seconds, 0), 'second');
}

/** `+1.2 M`, `−30 %`: the sign of a value before its size, which `write` prints; `±0` for none. */
export const formatSigned = (value: number, write: (size: number) => string): string =>
  value === 0 ? '±0' : `${value < 0 ? '−' : '+'}${write(Math.abs(value))}`;

const superscripts = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/** Quantities without a scale that readers know: `4.2 × 10²²`; below a million in full. */
export function formatScientific(value: number, locale: Locale, digits = 3): string {
  if (!Number.isFinite(value)) return '—';
  if (value < 1e6) return formatFull(value, locale);
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e+');
  const raised = [...exponent].map((digit) => superscripts[Number(digit)] ?? digit).join('');
  return `${formatter(locale, { maximumSignificantDigits: digits }).format(Number(mantissa))}${nbsp}×${nbsp}10${raised}`;
}
