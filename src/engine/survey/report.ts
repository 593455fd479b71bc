import type { SplitName } from '../data/dataset.ts';

/** Where a sample lies. */
export interface Place {
  readonly split: SplitName;
  readonly index: number;
}

/** Samples with the same values, in the order of the splits. */
export interface Twins {
  readonly places: readonly Place[];
  /** They lie in more than one split: what is trained on is asked in the examination. */
  readonly leak: boolean;
  /** They are not answered alike: one of the answers is wrong. */
  readonly contradiction: boolean;
}

/** Of one column of the samples: a channel of pictures, a feature of tables and series. As stored, not normalized. */
export interface ColumnFigures {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Of the population. */
  readonly deviation: number;
}

export interface SplitFigures {
  readonly count: number;
  /** Samples of each class; pixels of each class where each pixel has one. Empty where numbers are predicted. */
  readonly perClass: readonly number[];
}

/** What a data set holds. */
export interface Survey {
  readonly splits: Readonly<Record<SplitName, SplitFigures>>;
  /** Of the training samples, the first 16 columns. */
  readonly columns: readonly ColumnFigures[];
  /** Of each number to predict, in the training samples. */
  readonly answers: readonly (ColumnFigures & { readonly name: string })[];
  /** Leaks first, then contradictions; the first `mostTwins`. */
  readonly twins: readonly Twins[];
  readonly counts: {
    /** Samples that another one before them equals, in all splits together. */
    readonly repeated: number;
    /** Validation and test samples that are among the training samples too. */
    readonly leaked: number;
    /** Groups of the same samples that are not answered alike. */
    readonly contradictions: number;
    /** Samples whose values are all the same. */
    readonly blank: number;
  };
  /** The first blank samples. */
  readonly blank: readonly Place[];
  /** Mean picture of each class in the training samples, bytes as the samples; empty where samples are no pictures of one class. */
  readonly meanPictures: readonly Uint8Array[];
}
