import { z } from 'zod';

/** How many of a layer's weights lie in each of `counts.length` equal parts of the way from `min` to `max`. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly counts: readonly number[];
}

/** Units that gave 0 for every sample of the watched batches. */
export interface DeadUnits {
  readonly dead: number;
  /** Channels of images and series, values of vectors. */
  readonly units: number;
  /** Watched batches that this is known from, and the samples in them. */
  readonly batches: number;
  readonly samples: number;
}

/** What one layer did in a step of training. `null`: it has none, or it was not a number any more. */
export interface LayerFigures {
  /** Length (L2 norm) of the gradient of the batch's mean loss by all weights that are trained, before it is cut. */
  readonly gradientNorm: number | null;
  /** Length of these weights before the step. */
  readonly weightNorm: number | null;
  /** How far the step moved them, as a share of that length: ‖Δw‖ / ‖w‖. */
  readonly updateRatio: number | null;
  /** Of the largest of these weights (the kernel), by a sample of it where it is large. */
  readonly weights: Histogram | null;
  /** Of what the layer put out for the batch. */
  readonly activation: { readonly mean: number; readonly deviation: number } | null;
  /**
   * Length of the gradient of the batch's mean loss by what each of the layer's inputs reads: what flows back through
   * that wire. `null` where none needs to.
   */
  readonly flow: readonly (number | null)[];
  /** Of a layer that ends in a ReLU, once several batches were watched. */
  readonly dead: DeadUnits | null;
}

/** By node id. */
export type Figures = Readonly<Record<string, LayerFigures>>;

/** The last figures of an epoch; of epoch 0 how the weights lay before the first step, and nothing else. */
export interface EpochFigures {
  readonly epoch: number;
  readonly step: number;
  readonly layers: Figures;
}

const figure = z.number().nullable();

const layerFiguresSchema: z.ZodType<LayerFigures> = z.object({
  gradientNorm: figure,
  weightNorm: figure,
  updateRatio: figure,
  weights: z.object({ min: z.number(), max: z.number(), counts: z.array(z.number().int().min(0)).max(256) }).nullable(),
  activation: z.object({ mean: z.number(), deviation: z.number() }).nullable(),
  flow: z.array(figure),
  dead: z
    .object({
      dead: z.number().int().min(0),
      units: z.number().int().min(1),
      batches: z.number().int().min(1),
      samples: z.number().int().min(1),
    })
    .nullable(),
});

export const epochFiguresSchema: z.ZodType<EpochFigures> = z.object({
  epoch: z.number().int().min(0),
  step: z.number().int().min(0),
  layers: z.record(z.string(), layerFiguresSchema),
});

/** Layers times epochs that a run keeps: about 2 MB of a project file. */
const mostKept = 6000;

/**
 * The history with another epoch, in order; one of the same number or later is replaced, as after a run went back. Over
 * the limit every second epoch between the first and the last is given up, the older ones first to thin out.
 */
export function withEpoch(history: readonly EpochFigures[], added: EpochFigures, limit = mostKept): EpochFigures[] {
  let kept = [...history.filter(({ epoch }) => epoch < added.epoch), added];
  const perEpoch = Math.max(1, Object.keys(added.layers).length);
  while (kept.length > 2 && kept.length * perEpoch > limit) kept = kept.filter(keepsSecond);
  return kept;
}

const keepsSecond = (_: EpochFigures, i: number, all: readonly EpochFigures[]): boolean =>
  i === 0 || i === all.length - 1 || i % 2 === 0;
