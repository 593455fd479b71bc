import type { SplitName } from '../data/dataset.ts';
import type { Device } from '../protocol.ts';
import type { CalibrationBin, ClassCurves } from './curves.ts';

/** What every evaluation says. */
interface Evaluated {
  readonly split: SplitName;
  readonly count: number;
  /** Mean over the samples, penalties included. */
  readonly loss: number;
  readonly seconds: number;
  readonly device: Device;
}

export interface ClassFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Samples of the class. */
  readonly support: number;
}

/** One class for each sample. */
export interface OneLabelFigures {
  readonly task: 'oneLabel';
  readonly accuracy: number;
  /** `null` with fewer than three classes. */
  readonly top2Accuracy: number | null;
  /** Expected calibration error over 10 bins, 0 to 1. Guo et al. 2017. */
  readonly calibrationError: number;
  /** Behind it: ten bins of confidence, from the least. */
  readonly calibration: readonly CalibrationBin[];
  /** Share of samples whose class is among the k likeliest, for k from 1 to 5, or to all classes. */
  readonly topAccuracies: readonly number[];
  /** One class against all others; see `Ranking`. */
  readonly curves: readonly (ClassCurves | null)[];
  /** `confusion[true][predicted]`, counts. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly ClassFigures[];
  /** Mean over the classes that occur, each as much as the others. */
  readonly macroF1: number;
  /** Mean over the classes, each by its samples. */
  readonly weighted: Omit<ClassFigures, 'support'>;
  /** Wrong answers, most confident first. */
  readonly mistakes: readonly {
    readonly index: number;
    readonly label: number;
    readonly predicted: number;
    readonly confidence: number;
  }[];
}

/** Any number of labels for each sample. */
export interface ManyLabelFigures {
  readonly task: 'manyLabel';
  readonly perLabel: readonly LabelFigures[];
  readonly curves: readonly (ClassCurves | null)[];
  /** Of all labels of all samples, the share that is answered wrongly at one half. */
  readonly hammingLoss: number;
  /** Share of samples with every label right at one half. */
  readonly exactMatch: number;
  /** Mean over the labels, at one half. */
  readonly macroF1: number;
  /** Samples with the most labels wrong at one half; among those, the largest loss first. */
  readonly worst: readonly {
    readonly index: number;
    readonly loss: number;
    readonly missed: readonly number[];
    readonly invented: readonly number[];
  }[];
}

/**
 * What one label comes to above any hundredth: `held[i]` samples with it, `others[i]` without have a probability above
 * `i`/100 and up to (`i`+1)/100; the first are those from 0 on, the last those above 1.
 */
export interface LabelFigures {
  readonly held: readonly number[];
  readonly others: readonly number[];
}

/** Numbers for each sample. */
export interface RegressionFigures {
  readonly task: 'regression';
  readonly perOutput: readonly OutputFigures[];
  /** Mean of R² over the outputs. */
  readonly r2: number;
  /** Samples that are drawn: all, or as many evenly taken. `predicted` and `wanted` are sample after sample. */
  readonly points: { readonly indices: Uint32Array; readonly wanted: Float32Array; readonly predicted: Float32Array };
  /** The largest squared error first, over the outputs each in units of its deviation. */
  readonly worst: readonly {
    readonly index: number;
    readonly wanted: Float32Array;
    readonly predicted: Float32Array;
  }[];
}

export interface OutputFigures {
  readonly name: string;
  readonly meanAbsoluteError: number;
  readonly meanSquaredError: number;
  readonly rootMeanSquaredError: number;
  /** 1 − Σ (y − ŷ)² / Σ (y − ȳ)²; `null` where all that was to be hit is the same. */
  readonly r2: number | null;
  /** Of the errors' magnitudes, over the points that are drawn. */
  readonly medianAbsoluteError: number;
  readonly maxError: number;
  /** Mean of ŷ − y: what the network is off by to one side. */
  readonly bias: number;
  /** Mean and deviation of what was to be hit. */
  readonly mean: number;
  readonly deviation: number;
}

/** A class for each pixel. */
export interface SegmentationFigures {
  readonly task: 'segmentation';
  /** `confusion[true][predicted]`, pixels. */
  readonly confusion: readonly (readonly number[])[];
  readonly perClass: readonly RegionFigures[];
  readonly pixelAccuracy: number;
  /** Means over the classes that are there or said. */
  readonly meanIoU: number;
  readonly meanDice: number;
  /** Height and width of the masks. */
  readonly size: readonly [number, number];
  /** The smallest mean IoU first. */
  readonly worst: readonly MaskExample[];
}

export interface RegionFigures {
  /** Intersection over union; `null` for a class that is neither there nor said. */
  readonly iou: number | null;
  readonly dice: number | null;
  readonly precision: number;
  readonly recall: number;
  /** Pixels of the class. */
  readonly support: number;
}

export interface MaskExample {
  readonly index: number;
  /** Over the classes that the sample has or that were said of it. */
  readonly meanIoU: number;
  /** Class of each pixel. */
  readonly wanted: Uint8Array;
  readonly predicted: Uint8Array;
}

export type TaskFigures = OneLabelFigures | ManyLabelFigures | RegressionFigures | SegmentationFigures;
export type Evaluation = Evaluated & TaskFigures;
export type OneLabelEvaluation = Evaluated & OneLabelFigures;
export type ManyLabelEvaluation = Evaluated & ManyLabelFigures;
export type RegressionEvaluation = Evaluated & RegressionFigures;
export type SegmentationEvaluation = Evaluated & SegmentationFigures;
