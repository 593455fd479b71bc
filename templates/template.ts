import type { StrideDocument } from '../src/core/document/schema.ts';

/** What joins templates in the gallery: the idea that they are known for, or that they are for learning. */
export const templateFamilies = [
  'teaching',
  'classic',
  'inception',
  'residual',
  'denselyConnected',
  'mobile',
  'segmentation',
  'sequence',
  'transformer',
] as const;

/** What the network answers: one class per image, class maps, features for another network, one class per sequence, text. */
export const templateTasks = [
  'imageClassification',
  'imageFeatures',
  'segmentation',
  'sequenceClassification',
  'languageModel',
] as const;

/** A published architecture. Its figures are never written here: analysis computes them. */
export interface Template {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly family: (typeof templateFamilies)[number];
  readonly task: (typeof templateTasks)[number];
  readonly authors: string;
  readonly paper: string;
  /** Which variant of the name this is, e.g. "Keras: stride on the 1×1 convolution, biases in every convolution". */
  readonly variant: string;
  /** Where it differs from its paper by design, and why; absent where it is as published. */
  readonly note?: string;
  /** Whether its training settings are meant to be run here, on an embedded data set. */
  readonly trains: boolean;
  /** The network with its positions (top-down, columns) and groups. Built on demand; cheap enough to call on a click. */
  build(): StrideDocument;
}
