/**
 * A number together with the expression that made it. The value, the symbolic line (`k_h·k_w·C_in·C_out + C_out`) and
 * the substituted line (`3·3·64·128 + 128`) are three readings of one tree, so they cannot disagree.
 */
export type Expr =
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'symbol';
      readonly symbol: string;
      readonly value: number;
      readonly origin: Origin;
      /** The symbol is this word, which a screen says in its reader's language. */
      readonly word?: Word;
    }
  | { readonly kind: 'sum' | 'product'; readonly terms: readonly Expr[] }
  | { readonly kind: 'difference' | 'quotient'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'floor' | 'ceil'; readonly of: Expr };

/**
 * Where a substituted number comes from: one of the layer's own fields (`field` is its key in the params), what flows
 * in or out through the wires (`field` absent), or a figure derived elsewhere in the inspector.
 */
export type Origin =
  | { readonly from: 'param'; readonly field: string }
  | { readonly from: 'input' }
  | { readonly from: 'output' }
  | { readonly from: 'derived' };

export interface Formula {
  readonly expr: Expr;
  readonly value: number;
}

/** One piece of a printed line; `origin` is set on substituted symbols so that a screen can link it to its field. */
export interface FormulaToken {
  readonly text: string;
  readonly origin?: Origin;
  /** Of a number: itself, for a screen that writes numbers in its reader's way. */
  readonly value?: number;
  readonly word?: Word;
}

/** Symbols that are words, or hold one, in English. All others are the same in every language. */
export const words = {
  in: 'in',
  out: 'out',
  weights: 'weights',
  gradients: 'gradients',
  slots: 'slots',
  activations: 'activations',
  held: 'held',
  working: 'working',
  budget: 'budget',
  macs: 'MACs',
  backward: 'F_back',
  perSample: 'F_sample',
  perEpoch: 'F_epoch',
  perStep: 'F_step',
  measured: 'F_measured',
  steps: 'steps',
  stepsChecked: 'steps_val',
  stepTime: 't_step',
  epochTime: 't_epoch',
  measuredTime: 't_measured',
  start: 'start',
  firstStart: 'start_min',
  end: 'end',
} as const;
export type Word = keyof typeof words;

export const num = (value: number): Expr => ({ kind: 'number', value });
export const param = (symbol: string, value: number, field: string): Expr => ({
  kind: 'symbol',
  symbol,
  value,
  origin: { from: 'param', field },
});
export const incoming = (symbol: string, value: number): Expr => ({
  kind: 'symbol',
  symbol,
  value,
  origin: { from: 'input' },
});
export const outgoing = (symbol: string, value: number): Expr => ({
  kind: 'symbol',
  symbol,
  value,
  origin: { from: 'output' },
});
export const derived = (symbol: string, value: number): Expr => ({
  kind: 'symbol',
  symbol,
  value,
  origin: { from: 'derived' },
});
/** A derived figure that is called by a word rather than a letter. */
export const worded = (word: Word, value: number): Expr => ({
  kind: 'symbol',
  symbol: words[word],
  value,
  origin: { from: 'derived' },
  word,
});
export const sum = (...terms: readonly Expr[]): Expr => ({ kind: 'sum', terms });
export const product = (...terms: readonly Expr[]): Expr => ({ kind: 'product', terms });
export const minus = (left: Expr, right: Expr): Expr => ({ kind: 'difference', left, right });
export const over = (left: Expr, right: Expr): Expr => ({ kind: 'quotient', left, right });
export const floor = (of: Expr): Expr => ({ kind: 'floor', of });
export const ceil = (of: Expr): Expr => ({ kind: 'ceil', of });

export const formula = (expr: Expr): Formula => ({ expr, value: evaluate(expr) });

/** A formula for "none": ReLU has no parameters, a Flatten costs no MACs. */
export const zero: Formula = formula(num(0));

/** A sum of however many: of one itself, of none 0. */
export function sumOf(terms: readonly Expr[]): Formula {
  const [only] = terms;
  if (!only) return zero;
  return formula(terms.length === 1 ? only : sum(...terms));
}

export function evaluate(expr: Expr): number {
  switch (expr.kind) {
    case 'number':
    case 'symbol':
      return expr.value;
    case 'sum':
      return expr.terms.reduce((total, term) => total + evaluate(term), 0);
    case 'product':
      return expr.terms.reduce((total, term) => total * evaluate(term), 1);
    case 'difference':
      return evaluate(expr.left) - evaluate(expr.right);
    case 'quotient':
      return evaluate(expr.left) / evaluate(expr.right);
    case 'floor':
      return Math.floor(evaluate(expr.of));
    case 'ceil':
      return Math.ceil(evaluate(expr.of));
  }
}

type Leaf = (leaf: Extract<Expr, { kind: 'number' | 'symbol' }>) => FormulaToken;

const numberToken = (value: number): FormulaToken => ({ text: String(value), value });

/** A derived symbol may be a layer's name, which is nobody's word. */
const wordOf = ({ symbol, origin }: { readonly symbol: string; readonly origin: Origin }): Word | undefined =>
  origin.from === 'derived' ? undefined : keysOfWords.find((word) => words[word] === symbol);

const keysOfWords = ['in', 'out'] as const satisfies readonly Word[];

const symbolic: Leaf = (leaf) => {
  if (leaf.kind === 'number') return numberToken(leaf.value);
  const word = leaf.word ?? wordOf(leaf);
  return word ? { text: leaf.symbol, word } : { text: leaf.symbol };
};
const substituted: Leaf = (leaf) =>
  leaf.kind === 'symbol' ? { ...numberToken(leaf.value), origin: leaf.origin } : numberToken(leaf.value);

/** Tokens of the symbolic line: `k_h`, `·`, `k_w`, … */
export const symbolTokens = (f: Formula): FormulaToken[] => print(f.expr, symbolic, 0);

/** Tokens of the line with the user's own numbers in it: `3`, `·`, `3`, … */
export const valueTokens = (f: Formula): FormulaToken[] => print(f.expr, substituted, 0);

export const tokensText = (tokens: readonly FormulaToken[]): string => tokens.map((token) => token.text).join('');

const precedence = { sum: 1, difference: 1, product: 2, quotient: 2 } as const;

function print(expr: Expr, leaf: Leaf, outer: number): FormulaToken[] {
  switch (expr.kind) {
    case 'number':
    case 'symbol':
      return [leaf(expr)];
    case 'floor':
      return [{ text: '⌊' }, ...print(expr.of, leaf, 0), { text: '⌋' }];
    case 'ceil':
      return [{ text: '⌈' }, ...print(expr.of, leaf, 0), { text: '⌉' }];
    case 'sum':
      return wrap(
        join(
          expr.terms.map((term) => print(term, leaf, precedence.sum)),
          ' + ',
        ),
        precedence.sum < outer,
      );
    case 'product':
      return wrap(
        join(
          expr.terms.map((term) => print(term, leaf, precedence.product)),
          '·',
        ),
        precedence.product < outer,
      );
    case 'difference':
      return wrap(
        [...print(expr.left, leaf, precedence.difference), { text: ' − ' }, ...print(expr.right, leaf, 2)],
        precedence.difference < outer,
      );
    case 'quotient':
      return wrap(
        [...print(expr.left, leaf, 2), { text: ' / ' }, ...print(expr.right, leaf, 3)],
        precedence.quotient < outer,
      );
  }
}

const wrap = (tokens: FormulaToken[], parenthesised: boolean): FormulaToken[] =>
  parenthesised ? [{ text: '(' }, ...tokens, { text: ')' }] : tokens;

const join = (parts: FormulaToken[][], separator: string): FormulaToken[] =>
  parts.flatMap((part, i) => (i === 0 ? part : [{ text: separator }, ...part]));
