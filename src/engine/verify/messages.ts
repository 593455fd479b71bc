import type { Artifact } from '../../core/interop/artifact.ts';

/** What the worker with plain tfjs is asked, once. */
export interface PlainRequest {
  /** A layers-model: `model.json` and what it names. */
  readonly files: readonly Artifact[];
  /** Values of the model's input, image by image. */
  readonly images: readonly Float32Array[];
}

/** Its answer: an output for each image, as soon as it is there. */
export type PlainAnswer =
  | { readonly type: 'output'; readonly values: Float32Array }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };
