import { type PatternError, patternMessage } from '../../src/core/pattern/pattern-error.ts';
import { withFieldName } from './core-text.ts';
import type { Locale } from './format.ts';
import { frenchFor } from './french.ts';

/** Why a pattern line is none, in the reader's language. */
export function patternText(error: PatternError, locale: Locale): string {
  const french = frenchFor(locale);
  if (!french) return error.message;
  const expected = { ...error.expected, values: withFieldName(error.expected.values) };
  return patternMessage({ ...error, expected }, french.patternFr);
}
