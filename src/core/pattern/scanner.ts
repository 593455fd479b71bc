import type { ProblemValues } from '../problems/problem.ts';
import {
  type PatternError,
  type PatternErrorCode,
  type PatternExpectation,
  type PatternFound,
  patternError,
} from './pattern-error.ts';

/** Reads a line from left to right, skipping the spaces before whatever it takes, and keeps the first mistake. */
export class Scanner {
  private at = 0;
  private first: PatternError | null = null;

  constructor(private readonly text: string) {}

  /** The first mistake that was found, if any. */
  get mistake(): PatternError | null {
    return this.first;
  }

  /** Counted from 1. */
  get column(): number {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
    return this.at + 1;
  }

  /** What matches here, taken; `null` leaves the place as it was. Case does not matter. */
  take(pattern: RegExp): RegExpExecArray | null {
    const match = new RegExp(pattern.source, 'iy').exec(this.rest());
    if (!match) return null;
    this.at += match[0].length;
    return match;
  }

  /** Notes that something else should stand here. */
  expected(what: PatternExpectation['code']): null {
    const text = /^(?:[\p{L}\d]+|->|.)/u.exec(this.rest())?.[0];
    return this.refuse('expected', this.column, what, text === undefined ? { code: 'end' } : { text });
  }

  /** Notes a mistake; only the first one counts. */
  refuse(
    code: PatternErrorCode,
    column: number,
    expected: PatternExpectation['code'],
    found: PatternFound,
    values: ProblemValues = {},
  ): null {
    this.first ??= patternError(code, column, expected, found, values);
    return null;
  }

  /** The text from here on, spaces skipped. */
  private rest(): string {
    return this.text.slice(this.column - 1);
  }
}
