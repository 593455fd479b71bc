import { fail, ok, type Result } from '../result.ts';
import type { Pattern, PatternItem, PatternLayer, PatternRepeat, RepeatLetter } from './pattern.ts';
import { type PatternError, type PatternExpectation, type PatternFound, patternError } from './pattern-error.ts';
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
  if (items && !scanner.take(/$/)) scanner.expected('arrowOrEnd');
  const [first] = items ?? [];
  if (scanner.mistake || !items) return fail(scanner.mistake ?? notAPattern);
  if (first?.type !== 'input') return fail(patternError('order', first?.column ?? 1, 'inputFirst', nameOf(first)));
  return ok({ items });
}

const notAPattern = patternError('expected', 1, 'layer', { code: 'nothing' });

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
  const wanted = first ? 'layer' : 'laterLayer';
  if (word === undefined) return scanner.expected(wanted);
  const read = readers[word.toUpperCase()];
  if (!read) return scanner.refuse('expected', column, wanted, { text: word });
  const layer = read(scanner, column);
  if (layer?.type === 'input' && !first) {
    return scanner.refuse('order', column, 'laterLayer', { text: 'INPUT' });
  }
  return layer;
}

function repeat(scanner: Scanner, depth: number, column: number): PatternRepeat | null {
  if (depth > deepest) return scanner.refuse('tooLarge', column, 'brackets', { text: '[' }, { most: deepest });
  const items = chain(scanner, depth);
  if (!items) return null;
  if (!scanner.take(/\]/)) return scanner.expected('arrowOrBracket');
  if (!scanner.take(/[*×]/)) return scanner.expected('times');
  const count = scanner.take(/(\d+|[NMK])(?![\w.])/);
  if (!count) return scanner.expected('count');
  const written = (count[1] ?? '').toUpperCase();
  return { type: 'repeat', items, times: isLetter(written) ? written : Number(written), column };
}

const isLetter = (text: string): text is RepeatLetter => text === 'N' || text === 'M' || text === 'K';

type Reader = (scanner: Scanner, column: number) => PatternLayer | null;

const readers: Readonly<Record<string, Reader>> = {
  INPUT: (scanner, column) => {
    const size = scanner.take(/(\d+)\s*[x×]\s*(\d+)\s*[x×]\s*(\d+)(?![\w.])/);
    if (!size && scanner.take(/(?=\d)/)) return scanner.expected('imageSize');
    if (!size) return { type: 'input', column, shape: null };
    const shape = [Number(size[1]), Number(size[2]), Number(size[3])] as const;
    return arePositive(scanner, column, 'sizes', shape) ? { type: 'input', column, shape } : null;
  },
  CONV: (scanner, column) => {
    const doubled = scanner.take(/(\d+)\s*[*×]\s*2\s*\^\s*m(?!\w)/);
    const filters = doubled ? Number(doubled[1]) : wholeNumber(scanner);
    const kernel = window(scanner);
    const written = scanner.take(/\/\s*(\d+)/);
    const stride = written ? Number(written[1]) : null;
    const sound =
      arePositive(scanner, column, 'filters', [filters ?? 1]) &&
      arePositive(scanner, column, 'leastWindow', kernel ?? []) &&
      arePositive(scanner, column, 'stride', [stride ?? 1]);
    return sound ? { type: 'conv', column, filters, kernel, stride, doubling: doubled !== null } : null;
  },
  RELU: (_, column) => ({ type: 'relu', column }),
  BN: (_, column) => ({ type: 'bn', column }),
  POOL: (scanner, column) => {
    const before = scanner.take(/\?/) !== null;
    const size = window(scanner);
    const optional = before || scanner.take(/\?/) !== null;
    return arePositive(scanner, column, 'leastWindow', size ?? [])
      ? { type: 'pool', column, window: size, optional }
      : null;
  },
  FC: (scanner, column) => {
    const units = wholeNumber(scanner);
    return arePositive(scanner, column, 'units', [units ?? 1]) ? { type: 'fc', column, units } : null;
  },
  DROPOUT: (scanner, column) => {
    const written = scanner.take(/\d*\.?\d+/)?.[0];
    if (written === undefined) return { type: 'dropout', column, rate: null };
    const rate = Number(written);
    if (rate < 1) return { type: 'dropout', column, rate };
    return scanner.refuse('expected', column, 'rate', { text: `DROPOUT ${written}` });
  },
};

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
function arePositive(
  scanner: Scanner,
  column: number,
  expected: PatternExpectation['code'],
  values: readonly number[],
): boolean {
  if (!values.includes(0)) return true;
  scanner.refuse('expected', column, expected, { text: '0' });
  return false;
}

const nameOf = (item: PatternItem | undefined): PatternFound =>
  item === undefined ? { code: 'nothing' } : { text: item.type === 'repeat' ? '[' : item.type.toUpperCase() };
