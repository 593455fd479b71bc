import type { TrainingSettings } from '../document/schema.ts';

export type NoteId =
  | 'diverged'
  | 'softmaxOneUnit'
  | 'outputLoss'
  | 'inputScale'
  | 'lossExploded'
  | 'explodingGradients'
  | 'vanishingGradients'
  | 'deadUnits'
  | 'rateTooHigh'
  | 'rateTooLow'
  | 'majorityClass'
  | 'byChance'
  | 'smallBatchNorm'
  | 'overfitting'
  | 'plateau';

/** A change that should help: of the settings, of the network, or a look at something. */
export type Remedy =
  | {
      readonly kind: 'settings';
      readonly id:
        | 'lowerRate'
        | 'raiseRate'
        | 'clipGradients'
        | 'crossEntropy'
        | 'balanceClasses'
        | 'largerBatch'
        | 'stopEarly'
        | 'augment'
        | 'lowerOnPlateau';
      readonly settings: Partial<TrainingSettings>;
      /** What its name says: the new value. */
      readonly value?: number;
    }
  /** The activation of these layers becomes another. */
  | {
      readonly kind: 'activation';
      readonly id: 'leakyRelu' | 'relu' | 'sigmoid';
      readonly nodes: readonly string[];
    }
  /** A layer that brings what follows to mean 0 and deviation 1, after the input. */
  | { readonly kind: 'normalize'; readonly id: 'normalizeInput'; readonly node: string }
  /** Half of what this layer reads is dropped while training. */
  | { readonly kind: 'dropout'; readonly id: 'dropout'; readonly node: string }
  /** The squares of these layers' weights cost. */
  | { readonly kind: 'penalty'; readonly id: 'l2'; readonly nodes: readonly string[] }
  | { readonly kind: 'show'; readonly id: 'showFilters'; readonly node: string }
  | { readonly kind: 'show'; readonly id: 'showData' | 'findRate' };

/**
 * Why a network does not learn as it could. `values` are the evidence, for the sentence that states it; `nodeId` is the
 * layer to look at.
 */
export interface TrainingNote {
  readonly id: NoteId;
  readonly severity: 'error' | 'warning' | 'info';
  readonly nodeId: string | null;
  readonly values: Readonly<Record<string, number>>;
  /** Best first; one at least. */
  readonly remedies: readonly Remedy[];
}
