import type { StrideDocument } from '../src/core/document/schema.ts';

/** A published architecture. Its figures are never written here: analysis computes them. */
export interface Template {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly family: 'teaching' | 'classic' | 'residual' | 'inception' | 'mobile' | 'segmentation';
  readonly authors: string;
  readonly paper: string;
  /** Which variant of the name this is, e.g. "Keras: stride on the 1×1 convolution, biases in every convolution". */
  readonly variant: string;
  /** The network with its positions (top-down, columns) and groups. Built on demand; cheap enough to call on a click. */
  build(): StrideDocument;
}
