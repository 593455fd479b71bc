import type { StrideDocument } from '../../../src/core/document/schema.ts';

/** Where a document that is compared comes from; `now`: it is the one on the canvas. */
export type Origin =
  | { readonly kind: 'now' | 'saved' | 'start' | 'template' }
  | { readonly kind: 'step'; readonly label: string }
  | { readonly kind: 'file'; readonly name: string };

export interface Compared {
  readonly document: StrideDocument;
  readonly origin: Origin;
}
