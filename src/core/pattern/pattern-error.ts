import { fillTemplate } from '../problems/messages.ts';
import type { ProblemValues } from '../problems/problem.ts';

/** English text of pattern errors; `{column}`, `{expected}` and `{found}` are replaced. French: `renderer/i18n/fr/pattern.ts`. */
export const patternMessages = {
  expected: 'Column {column}: expected {expected}, found {found}.',
  order: 'Column {column}: {found} cannot stand here; expected {expected}.',
  tooLarge: 'Column {column}: {found} is too large; expected {expected}.',
  doesNotFit: 'Column {column}: {found} does not fit; expected {expected}.',
} as const;

/** What should stand in a line's place. Names in capitals are the pattern's own words. */
export const patternExpectations = {
  layer: 'INPUT, CONV, RELU, POOL, BN, DROPOUT, FC or [',
  laterLayer: 'CONV, RELU, POOL, BN, DROPOUT, FC or [',
  inputFirst: 'INPUT first',
  afterDense: 'FC, RELU, BN or DROPOUT after FC',
  arrowOrEnd: '-> or the end of the line',
  arrowOrBracket: '-> or ]',
  times: '* and how many times',
  count: 'a number of times, or N, M or K',
  brackets: 'at most {most} brackets in each other',
  layers: 'at most {most} layers',
  imageSize: 'height×width×channels, as 32x32x3',
  sizes: 'sizes of at least 1',
  filters: 'at least 1 of its filters',
  units: 'at least 1 of its units',
  stride: 'a stride of at least 1',
  rate: 'a rate below 1, as DROPOUT 0.5',
  leastWindow: 'a window of at least 1x1',
  mostWindow: 'a window of at most {image}',
  limit: '{field} of at most {limit}',
} as const;

/** What was found where no word of the line can be quoted. */
export const patternFindings = {
  end: 'the end of the line',
  nothing: 'nothing',
  repetition: 'this repetition',
} as const;

export type PatternErrorCode = keyof typeof patternMessages;
export type PatternFinding = keyof typeof patternFindings;

/** An expectation by its code, with the values that its text takes. */
export interface PatternExpectation {
  readonly code: keyof typeof patternExpectations;
  readonly values: ProblemValues;
}

/** A word of the line, or a code for what is no word. */
export type PatternFound = { readonly text: string } | { readonly code: PatternFinding };

/**
 * Why a line is no pattern. `column` counts from 1. `code`, `expected` and `found` are the message in any language;
 * `message` is its English text.
 */
export interface PatternError {
  readonly code: PatternErrorCode;
  readonly column: number;
  readonly expected: PatternExpectation;
  readonly found: PatternFound;
  readonly message: string;
}

/** The texts of a language that a message is made of. */
export interface PatternTexts {
  readonly messages: Readonly<Record<PatternErrorCode, string>>;
  readonly expectations: Readonly<Record<PatternExpectation['code'], string>>;
  readonly findings: Readonly<Record<PatternFinding, string>>;
}

const english: PatternTexts = {
  messages: patternMessages,
  expectations: patternExpectations,
  findings: patternFindings,
};

/** A pattern's error in one sentence of the language of `texts`. */
export function patternMessage(
  { code, column, expected, found }: Omit<PatternError, 'message'>,
  texts: PatternTexts = english,
): string {
  return fillTemplate(texts.messages[code], {
    column,
    expected: fillTemplate(texts.expectations[expected.code], expected.values),
    found: 'text' in found ? found.text : texts.findings[found.code],
  });
}

export function patternError(
  code: PatternErrorCode,
  column: number,
  expectation: PatternExpectation['code'],
  found: PatternFound,
  values: ProblemValues = {},
): PatternError {
  const error = { code, column, expected: { code: expectation, values }, found };
  return { ...error, message: patternMessage(error) };
}
