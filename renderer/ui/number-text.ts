import type { Locale } from '../i18n/format.ts';

export interface NumberLimits {
  readonly integer: boolean;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/**
 * A typed number, or `null` for what is none or is out of the limits. Takes a decimal point or comma, a true minus,
 * exponents, and groups of thousands as they are printed here: `1 234`, and `1,234` in English.
 */
export function parseNumber(text: string, locale: Locale, { integer, min, max }: NumberLimits): number | null {
  const spaceless = text.trim().replace(/(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, '');
  const grouped = locale === 'en' && /^[-−]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/.test(spaceless);
  const cleaned = (grouped ? spaceless.replaceAll(',', '') : spaceless.replace(',', '.')).replaceAll('−', '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cleaned)) return null;
  const number = Number(cleaned);
  if (!Number.isFinite(number) || (integer && !Number.isSafeInteger(number))) return null;
  if ((min !== undefined && number < min) || (max !== undefined && number > max)) return null;
  return number;
}
