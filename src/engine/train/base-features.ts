import * as tf from '@tensorflow/tfjs-core';
import type { Augmentation } from '../../core/augment/schema.ts';
import type { StartedBackend } from '../backends/backend.ts';
import { forwardBase, type Outputs } from '../network/forward.ts';
import type { Model } from '../network/model.ts';
import type { Program, ProgramLayer } from '../network/program.ts';
import type { Batch, DrawnBatch } from './batches.ts';
import type { Samples } from './choose-samples.ts';

/** Bytes of outputs that are kept at most. */
const usualLimit = 2 ** 30;

/**
 * What a frozen base gives of each sample of a split. It is the same in every epoch, so it is computed once, when a sample
 * first comes, and kept in memory. Nothing is kept of a base that draws numbers (dropout): it gives others each time.
 */
export class BaseFeatures {
  private readonly stores: readonly {
    readonly place: number;
    readonly shape: number[];
    readonly values: Float32Array;
  }[];
  private readonly known: Uint8Array;
  private draws = false;

  /** `null` where nothing is to be kept: there is no frozen base, or its outputs for `count` samples exceed `limit` bytes. */
  static over(
    program: Program,
    count: number,
    backend: Pick<StartedBackend, 'read'>,
    limit: number = usualLimit,
  ): BaseFeatures | null {
    const { ends, endValues } = program.base;
    if (ends.length === 0 || endValues * count * Float32Array.BYTES_PER_ELEMENT > limit) return null;
    return new BaseFeatures(program, count, backend);
  }

  private constructor(
    private readonly program: Program,
    count: number,
    private readonly backend: Pick<StartedBackend, 'read'>,
  ) {
    this.known = new Uint8Array(count);
    this.stores = program.base.ends.map((place) => {
      const shape = [...(program.layers[place]?.layer.outputShape ?? [])];
      return { place, shape, values: new Float32Array(count * sizeOf(shape)) };
    });
  }

  /** Bytes of what is known. */
  get keptBytes(): number {
    const samples = this.draws ? 0 : this.known.reduce((sum, one) => sum + one, 0);
    return Float32Array.BYTES_PER_ELEMENT * this.program.base.endValues * samples;
  }

  /**
   * Outputs of `program.base.ends` for samples of the split, `x` being what the network is fed of them. Run only where one
   * of them is new, or `visit` is to see every layer. The caller disposes them; `null` of a base that draws numbers.
   */
  async of(
    model: Model,
    x: tf.Tensor,
    indices: Uint32Array,
    visit?: (layer: ProgramLayer, output: tf.Tensor) => void,
  ): Promise<Outputs | null> {
    if (this.draws) return null;
    if (!visit && indices.every((index) => this.known[index] === 1)) return this.gathered(indices);
    const outputs = this.run(model, x, visit);
    if (this.draws) {
      tf.dispose([...outputs.values()]);
      return null;
    }
    for (const { place, shape, values } of this.stores) {
      const output = outputs.get(place);
      if (!output) continue;
      const size = sizeOf(shape);
      const read = await this.backend.read(output);
      indices.forEach((index, i) => {
        values.set(read.subarray(i * size, (i + 1) * size), index * size);
      });
    }
    for (const index of indices) this.known[index] = 1;
    return outputs;
  }

  private run(model: Model, x: tf.Tensor, visit?: (layer: ProgramLayer, output: tf.Tensor) => void): Outputs {
    const onDraw = () => {
      this.draws = true;
    };
    const outputs = new Map<number, tf.Tensor>();
    tf.tidy(() => {
      const options = { training: true, seed: 0, onDraw, ...(visit ? { visit } : {}) };
      for (const [place, output] of forwardBase(this.program, model.weights, [x], options))
        outputs.set(place, tf.keep(output));
    });
    return outputs;
  }

  private gathered(indices: Uint32Array): Outputs {
    return new Map(
      this.stores.map(({ place, shape, values }) => {
        const size = sizeOf(shape);
        const rows = new Float32Array(indices.length * size);
        indices.forEach((index, i) => {
          rows.set(values.subarray(index * size, (index + 1) * size), i * size);
        });
        return [place, tf.tensor(rows, [indices.length, ...shape])];
      }),
    );
  }
}

export interface SplitFeatures {
  readonly train: BaseFeatures | null;
  readonly validation: BaseFeatures | null;
  /** Known of both. */
  readonly keptBytes: number;
}

/** One memory where both are of one split. Augmented samples are others each time: nothing is kept of them. */
export function featuresOf(
  program: Program,
  { train, validation }: { readonly train: Samples; readonly validation: Samples },
  { steps }: Augmentation,
  backend: Pick<StartedBackend, 'read'>,
): SplitFeatures {
  const plain = steps.length === 0;
  const ofTrain = plain ? BaseFeatures.over(program, train.split.count, backend) : null;
  const shared = plain && validation.split === train.split;
  const used = validation.indices.length > 0;
  const ofValidation = shared ? ofTrain : used ? BaseFeatures.over(program, validation.split.count, backend) : null;
  return {
    train: ofTrain,
    validation: ofValidation,
    get keptBytes() {
      return (ofTrain?.keptBytes ?? 0) + (shared ? 0 : (ofValidation?.keptBytes ?? 0));
    },
  };
}

/** The batch with what its frozen base gives, which is disposed with it; the batch as it is where that is not kept. */
export async function withBase(
  features: BaseFeatures | null,
  model: Model,
  batch: DrawnBatch,
  visit?: (layer: ProgramLayer, output: tf.Tensor) => void,
): Promise<Batch> {
  if (!features) return batch;
  const dispose = () => batch.dispose();
  const base = await features.of(model, batch.x, batch.indices, visit).catch((error: unknown) => {
    dispose();
    throw error;
  });
  if (!base) return batch;
  return {
    ...batch,
    base,
    dispose: () => {
      tf.dispose([...base.values()]);
      dispose();
    },
  };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);
