import type { Artifact } from '../../core/interop/artifact.ts';

/** What a worker with another runtime is asked, once. */
export interface RuntimeRequest {
  /** The model as it was written: `model.json` and what it names, or one `.onnx`. */
  readonly files: readonly Artifact[];
  /** Values of the model's input, image by image. */
  readonly images: readonly Float32Array[];
}

/** Its answer: an output for each image, as soon as it is there. */
export type RuntimeAnswer =
  | { readonly type: 'output'; readonly values: Float32Array }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly message: string };
