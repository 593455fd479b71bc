import { fail, ok, type Result } from '../result.ts';
import {
  type Pattern,
  type PatternError,
  type PatternItem,
  type PatternLayer,
  type PatternRepeat,
  patternError,
  type RepeatLetter,
} from './pattern.ts';

/**
 * Reads a pattern line. Case and spaces do not matter; `->` and `→`, `*` and `×`, `x` and `×` in sizes are the same.
 *
 * - `INPUT 32x32x3` · `CONV 32`, `CONV 32 5x5`, `CONV 32 5x5/2`, `CONV 32*2^m` · `RELU` · `BN` · `DROPOUT 0.5`
 * - `POOL`, `POOL 3x3`, `POOL?` (left out where the image is smaller than its window) · `FC 128`
 * - `[ … ]*3`, or one of the letters N, M, K in place of the number
 *
 * Sizes and counts may be left out: see `PatternDefaults`. An error gives the column and what was expected there.
 */
export function parsePattern(text: string): Result<Pattern, PatternError> {
  const scanner = new Scanner(text);
  try {
    const items = chain(scanner, null);
    const [first] = items;
    if (first?.type !== 'input') {
      return fail(patternError('order', first?.column ?? 1, 'INPUT first', nameOf(first)));
    }
    return ok({ items });
  } catch (error) {
    // Thrown by `expected` to leave the nested calls; anything else is a fault of ours.
    if (error instanceof SyntaxFault) return fail(error.fault);
    throw error;
  }
}

class SyntaxFault extends Error {
  constructor(readonly fault: PatternError) {
    super(fault.message);
  }
}

/** Reads a line from left to right; every `take` skips the spaces before it. */
class Scanner {
  private at = 0;
  constructor(private readonly text: string) {}

  get column(): number {
    this.skipSpaces();
    return this.at + 1;
  }

  /** What matches here, taken; `null` leaves the place as it was. */
  take(pattern: RegExp): RegExpExecArray | null {
    this.skipSpaces();
    const match = new RegExp(pattern.source, 'iy').exec(this.rest());
    if (!match) return null;
    this.at += match[0].length;
    return match;
  }

  expected(what: string, code: 'expected' | 'order' = 'expected'): SyntaxFault {
    const column = this.column;
    const found = /^(?:[\p{L}\d]+|->|.)/u.exec(this.rest())?.[0] ?? 'the end of the line';
    return new SyntaxFault(patternError(code, column, what, found));
  }

  private skipSpaces(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at++;
  }

  private rest(): string {
    return this.text.slice(this.at);
  }
}

const arrow = /->|→/;
const times = '[*×]';

function chain(scanner: Scanner, open: number | null): PatternItem[] {
  const items: PatternItem[] = [];
  do {
    items.push(item(scanner, items.length === 0 && open === null));
  } while (scanner.take(arrow));
  if (open === null && !scanner.take(/$/)) throw scanner.expected('-> or the end of the line');
  return items;
}

function item(scanner: Scanner, first: boolean): PatternItem {
  const column = scanner.column;
  if (scanner.take(/\[/)) return repeat(scanner, column);
  const word = scanner.take(/[a-z]+/);
  const read = word && readers[word[0].toUpperCase()];
  if (!read) {
    throw misread(column, word?.[0], scanner);
  }
  const layer = read(scanner, column);
  if (layer.type === 'input' && !first) {
    throw new SyntaxFault(patternError('order', column, 'CONV, RELU, POOL, BN, DROPOUT, FC or [', 'INPUT'));
  }
  return layer;
}

const layerNames = 'INPUT, CONV, RELU, POOL, BN, DROPOUT, FC or [';

const misread = (column: number, word: string | undefined, scanner: Scanner): SyntaxFault =>
  word === undefined
    ? scanner.expected(layerNames)
    : new SyntaxFault(patternError('expected', column, layerNames, word));

function repeat(scanner: Scanner, column: number): PatternRepeat {
  const items = chain(scanner, column);
  if (!scanner.take(/\]/)) throw scanner.expected('-> or ]');
  if (!scanner.take(new RegExp(times))) throw scanner.expected('* and how many times');
  const count = scanner.take(/(\d+|[NMK])(?![\w.])/);
  if (!count) throw scanner.expected('a number of times, or N, M or K');
  const written = (count[1] ?? '').toUpperCase();
  return { type: 'repeat', items, times: isLetter(written) ? written : Number(written), column };
}

const isLetter = (text: string): text is RepeatLetter => text === 'N' || text === 'M' || text === 'K';

type Reader = (scanner: Scanner, column: number) => PatternLayer;

const readers: Readonly<Record<string, Reader>> = {
  INPUT: (scanner, column) => {
    const size = scanner.take(/(\d+)\s*[x×]\s*(\d+)\s*[x×]\s*(\d+)(?![\w.])/);
    if (!size && scanner.take(/(?=\d)/)) throw scanner.expected('height×width×channels, as 32x32x3');
    const sizes = size?.slice(1, 4).map((part) => positive(Number(part), column, 'sizes of at least 1'));
    const [height, width, channels] = sizes ?? [];
    const shape =
      height === undefined || width === undefined || channels === undefined
        ? null
        : ([height, width, channels] as const);
    return { type: 'input', column, shape };
  },
  CONV: (scanner, column) => {
    const doubled = scanner.take(/(\d+)\s*[*×]\s*2\s*\^\s*m(?!\w)/);
    const filters = doubled
      ? positive(Number(doubled[1]), column, 'at least 1 of its filters')
      : wholeNumber(scanner, column, 'filters');
    const kernel = window(scanner, column);
    const stride = scanner.take(/\/\s*(\d+)/);
    return {
      type: 'conv',
      column,
      filters,
      kernel,
      stride: stride ? positive(Number(stride[1]), column, 'a stride of at least 1') : null,
      doubling: doubled !== null,
    };
  },
  RELU: (_, column) => ({ type: 'relu', column }),
  BN: (_, column) => ({ type: 'bn', column }),
  POOL: (scanner, column) => {
    const optional = scanner.take(/\?/) !== null;
    const size = window(scanner, column);
    return { type: 'pool', column, window: size, optional: optional || scanner.take(/\?/) !== null };
  },
  FC: (scanner, column) => ({ type: 'fc', column, units: wholeNumber(scanner, column, 'units') }),
  DROPOUT: (scanner, column) => {
    const rate = scanner.take(/\d*\.?\d+/);
    if (rate && Number(rate[0]) >= 1) {
      throw new SyntaxFault(patternError('expected', column, 'a rate below 1, as DROPOUT 0.5', `DROPOUT ${rate[0]}`));
    }
    return { type: 'dropout', column, rate: rate ? Number(rate[0]) : null };
  },
};

/** A window `5x5`, or `null`. */
function window(scanner: Scanner, column: number): readonly [number, number] | null {
  const size = scanner.take(/(\d+)\s*[x×]\s*(\d+)(?![\w.])/);
  if (!size) return null;
  const what = 'a window of at least 1x1';
  return [positive(Number(size[1]), column, what), positive(Number(size[2]), column, what)];
}

/** A count such as the 32 of `CONV 32 5x5`; the 5 of a window is none. */
function wholeNumber(scanner: Scanner, column: number, what: string): number | null {
  const number = scanner.take(/(\d+)(?!\s*[x×]\s*\d|[\w.])/);
  return number ? positive(Number(number[1]), column, `at least 1 of its ${what}`) : null;
}

function positive(value: number, column: number, expected: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new SyntaxFault(patternError('tooLarge', column, expected, String(value)));
  }
  if (value < 1) throw new SyntaxFault(patternError('expected', column, expected, String(value)));
  return value;
}

const nameOf = (item: PatternItem | undefined): string =>
  item === undefined ? 'nothing' : item.type === 'repeat' ? '[' : item.type.toUpperCase();
