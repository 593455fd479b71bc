import type { StrideDocument } from '../../../src/core/document/schema.ts';

/** Where a document that is compared comes from; `now`: it is the one on the canvas. */
export type Origin =
  | { readonly kind: 'now' | 'saved' | 'start' | 'template' }
  | { readonly kind: 'step'; readonly label: string }
  | { readonly kind: 'file' | 'run'; readonly name: string };

export interface Compared {
  readonly document: StrideDocument;
  readonly origin: Origin;
  /** What it is compared with, where that is not the network on the canvas. */
  readonly against?: Omit<Compared, 'against'>;
}
