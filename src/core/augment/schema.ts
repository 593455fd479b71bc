import { z } from 'zod';

/** Lowest and highest of what is drawn, evenly, for each picture. */
const range = (min: number, max: number) =>
  z
    .tuple([z.number().min(min).max(max), z.number().min(min).max(max)])
    .refine(([low, high]) => low <= high, 'the first is above the second');

/** Share of the pictures that a step changes. */
const probability = z.number().min(0).max(1);

/**
 * One step of a pipeline. Units are Keras's where it has the layer: shares of the picture's sides, positive downwards
 * and to the right; a zoom above 0 makes things smaller; brightness and noise in shares of all that values can be.
 */
export const augmentStepSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('translation'), horizontal: range(-1, 1), vertical: range(-1, 1), probability }),
  /** Degrees, counter-clockwise. */
  z.object({ kind: z.literal('rotation'), degrees: range(-180, 180), probability }),
  /** About the centre; pixels sideways for each pixel downwards, and downwards for each pixel sideways. */
  z.object({ kind: z.literal('shear'), horizontal: range(-1, 1), vertical: range(-1, 1), probability }),
  z.object({ kind: z.literal('zoom'), factor: range(-0.9, 1), probability }),
  z.object({ kind: z.literal('horizontalFlip'), probability }),
  z.object({ kind: z.literal('verticalFlip'), probability }),
  z.object({ kind: z.literal('brightness'), factor: range(-1, 1), probability }),
  /** Distances from each channel's mean are multiplied by 1 + factor. */
  z.object({ kind: z.literal('contrast'), factor: range(-1, 1), probability }),
  /** Standard deviation of what is added to each value. */
  z.object({ kind: z.literal('noise'), deviation: range(0, 1), probability }),
  /** A square with its centre anywhere, its side as a share of the picture's shorter one. DeVries and Taylor 2017. */
  z.object({ kind: z.literal('cutout'), side: range(0, 1), probability }),
]);

/** What lies beyond the picture's edge: its mirror image, its last pixels, or one value. Keras's names. */
export const fillModes = ['reflect', 'nearest', 'constant'] as const;

export const mostSteps = 20;

export const augmentationSchema = z.object({
  steps: z.array(augmentStepSchema).max(mostSteps),
  fill: z.enum(fillModes),
  /** Of `constant` and of squares cut out; a share of all that values can be. */
  fillValue: z.number().min(0).max(1),
});

export const noAugmentation: Augmentation = { steps: [], fill: 'reflect', fillValue: 0 };

export type Range = readonly [low: number, high: number];
export type FillMode = (typeof fillModes)[number];
export type AugmentStep = Readonly<z.infer<typeof augmentStepSchema>>;
export type AugmentKind = AugmentStep['kind'];
export type Augmentation = Readonly<z.infer<typeof augmentationSchema>>;
