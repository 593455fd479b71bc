/**
 * The layer pattern of Stanford's CS231n, e.g. `INPUT 32x32x3 -> [[CONV 32 -> RELU]*2 -> POOL]*3 -> [FC 128 -> RELU]*1
 * -> FC 10`, read into a tree. What a line leaves out is `null` here and gets its default when the network is made.
 */
export interface Pattern {
  readonly items: readonly PatternItem[];
}

export type PatternItem = PatternLayer | PatternRepeat;

export interface PatternRepeat {
  readonly type: 'repeat';
  readonly items: readonly PatternItem[];
  /** A number, or one of CS231n's letters, whose value `PatternDefaults` gives. */
  readonly times: number | RepeatLetter;
  readonly column: number;
}

export type RepeatLetter = 'N' | 'M' | 'K';

export type PatternLayer = { readonly column: number } & (
  | { readonly type: 'input'; readonly shape: readonly [number, number, number] | null }
  | {
      readonly type: 'conv';
      readonly filters: number | null;
      readonly kernel: readonly [number, number] | null;
      readonly stride: number | null;
      /** `CONV 32*2^m`: the filters double with each round of the outermost repetition, 32, 64, 128… */
      readonly doubling: boolean;
    }
  | { readonly type: 'pool'; readonly window: readonly [number, number] | null; readonly optional: boolean }
  | { readonly type: 'fc'; readonly units: number | null }
  | { readonly type: 'dropout'; readonly rate: number | null }
  | { readonly type: 'relu' | 'bn' }
);

/** Values of what a pattern leaves open. */
export interface PatternDefaults {
  readonly input: readonly [number, number, number];
  /** Units of the last FC. */
  readonly classes: number;
  /** Filters of the first round; they double with each round where the pattern gives none. */
  readonly filters: number;
  /** Units of every other FC. */
  readonly units: number;
  readonly repeats: Readonly<Record<RepeatLetter, number>>;
}

export const patternDefaults: PatternDefaults = {
  input: [32, 32, 3],
  classes: 10,
  filters: 32,
  units: 256,
  repeats: { N: 2, M: 3, K: 1 },
};
