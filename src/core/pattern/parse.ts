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
import { Scanner } from './scanner.ts';

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
  const items = chain(scanner, 0);
  if (items && !scanner.take(/$/)) scanner.expected('-> or the end of the line');
  const [first] = items ?? [];
  if (scanner.mistake || !items) return fail(scanner.mistake ?? notAPattern);
  if (first?.type !== 'input') return fail(patternError('order', first?.column ?? 1, 'INPUT first', nameOf(first)));
  return ok({ items });
}

const layerNames = 'INPUT, CONV, RELU, POOL, BN, DROPOUT, FC or [';
const notAPattern = patternError('expected', 1, layerNames, 'nothing');

/** Brackets in brackets beyond this are a slip of the finger. */
const deepest = 20;

/** Items joined by arrows. Each of the readers below gives `null` once it has told the scanner what is wrong. */
function chain(scanner: Scanner, depth: number): PatternItem[] | null {
  const items: PatternItem[] = [];
  do {
    const next = item(scanner, depth, depth === 0 && items.length === 0);
    if (!next) return null;
    items.push(next);
  } while (scanner.take(/->|→/));
  return items;
}

function item(scanner: Scanner, depth: number, first: boolean): PatternItem | null {
  const { column } = scanner;
  if (scanner.take(/\[/)) return repeat(scanner, depth + 1, column);
  const word = scanner.take(/[a-z]+/)?.[0];
  if (word === undefined) return scanner.expected(layerNames);
  const read = readers[word.toUpperCase()];
  if (!read) return scanner.refuse('expected', column, layerNames, word);
  const layer = read(scanner, column);
  if (layer?.type === 'input' && !first) {
    return scanner.refuse('order', column, 'CONV, RELU, POOL, BN, DROPOUT, FC or [', 'INPUT');
  }
  return layer;
}

function repeat(scanner: Scanner, depth: number, column: number): PatternRepeat | null {
  if (depth > deepest) return scanner.refuse('tooLarge', column, `at most ${deepest} brackets in each other`, '[');
  const items = chain(scanner, depth);
  if (!items) return null;
  if (!scanner.take(/\]/)) return scanner.expected('-> or ]');
  if (!scanner.take(/[*×]/)) return scanner.expected('* and how many times');
  const count = scanner.take(/(\d+|[NMK])(?![\w.])/);
  if (!count) return scanner.expected('a number of times, or N, M or K');
  const written = (count[1] ?? '').toUpperCase();
  return { type: 'repeat', items, times: isLetter(written) ? written : Number(written), column };
}

const isLetter = (text: string): text is RepeatLetter => text === 'N' || text === 'M' || text === 'K';

type Reader = (scanner: Scanner, column: number) => PatternLayer | null;

const readers: Readonly<Record<string, Reader>> = {
  INPUT: (scanner, column) => {
    const size = scanner.take(/(\d+)\s*[x×]\s*(\d+)\s*[x×]\s*(\d+)(?![\w.])/);
    if (!size && scanner.take(/(?=\d)/)) return scanner.expected('height×width×channels, as 32x32x3');
    if (!size) return { type: 'input', column, shape: null };
    const shape = [Number(size[1]), Number(size[2]), Number(size[3])] as const;
    return arePositive(scanner, column, 'sizes of at least 1', shape) ? { type: 'input', column, shape } : null;
  },
  CONV: (scanner, column) => {
    const doubled = scanner.take(/(\d+)\s*[*×]\s*2\s*\^\s*m(?!\w)/);
    const filters = doubled ? Number(doubled[1]) : wholeNumber(scanner);
    const kernel = window(scanner);
    const written = scanner.take(/\/\s*(\d+)/);
    const stride = written ? Number(written[1]) : null;
    const sound =
      arePositive(scanner, column, 'at least 1 of its filters', [filters ?? 1]) &&
      arePositive(scanner, column, leastWindow, kernel ?? []) &&
      arePositive(scanner, column, 'a stride of at least 1', [stride ?? 1]);
    return sound ? { type: 'conv', column, filters, kernel, stride, doubling: doubled !== null } : null;
  },
  RELU: (_, column) => ({ type: 'relu', column }),
  BN: (_, column) => ({ type: 'bn', column }),
  POOL: (scanner, column) => {
    const before = scanner.take(/\?/) !== null;
    const size = window(scanner);
    const optional = before || scanner.take(/\?/) !== null;
    return arePositive(scanner, column, leastWindow, size ?? [])
      ? { type: 'pool', column, window: size, optional }
      : null;
  },
  FC: (scanner, column) => {
    const units = wholeNumber(scanner);
    return arePositive(scanner, column, 'at least 1 of its units', [units ?? 1]) ? { type: 'fc', column, units } : null;
  },
  DROPOUT: (scanner, column) => {
    const written = scanner.take(/\d*\.?\d+/)?.[0];
    if (written === undefined) return { type: 'dropout', column, rate: null };
    const rate = Number(written);
    if (rate < 1) return { type: 'dropout', column, rate };
    return scanner.refuse('expected', column, 'a rate below 1, as DROPOUT 0.5', `DROPOUT ${written}`);
  },
};

const leastWindow = 'a window of at least 1x1';

/** A window `5x5`, or `null` where there is none. */
function window(scanner: Scanner): readonly [number, number] | null {
  const size = scanner.take(/(\d+)\s*[x×]\s*(\d+)(?![\w.])/);
  return size ? [Number(size[1]), Number(size[2])] : null;
}

/** A count such as the 32 of `CONV 32 5x5`, or `null` where there is none; the 5 of a window is none. */
function wholeNumber(scanner: Scanner): number | null {
  const number = scanner.take(/(\d+)(?!\s*[x×]\s*\d|[\w.])/);
  return number ? Number(number[1]) : null;
}

/** Zeros are refused here; what is too large, the layer's own schema refuses when the network is made. */
function arePositive(scanner: Scanner, column: number, expected: string, values: readonly number[]): boolean {
  if (!values.includes(0)) return true;
  scanner.refuse('expected', column, expected, '0');
  return false;
}

const nameOf = (item: PatternItem | undefined): string =>
  item === undefined ? 'nothing' : item.type === 'repeat' ? '[' : item.type.toUpperCase();
