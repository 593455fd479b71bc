import type { Augmentation } from './schema.ts';
import { firstSteps } from './steps.ts';

export interface AugmentedData {
  readonly classes: readonly string[];
  /** `[height, width, channels]`. */
  readonly sampleShape: readonly number[];
}

/**
 * A pipeline to start from. Digits and letters are moved a little but never mirrored: a 2 in a mirror is none. Photographs
 * are mirrored sideways and lit differently too; what stands upright is never turned over.
 */
export function suggestAugmentation({ classes, sampleShape }: AugmentedData): Augmentation {
  const { translation, rotation, zoom, horizontalFlip, brightness, contrast } = firstSteps;
  const signs = classes.length > 0 && classes.every((name) => [...name].length === 1);
  // A twentieth of few pixels is none.
  const small = Math.min(sampleShape[0] ?? 0, sampleShape[1] ?? 0) < 16;
  const moved = small ? [translation] : [translation, rotation, zoom];
  if (signs) return { steps: moved, fill: 'nearest', fillValue: 0 };
  const coloured = sampleShape[2] === 3;
  const lit = coloured ? [brightness, contrast] : [];
  return { steps: [horizontalFlip, ...moved, ...lit], fill: coloured ? 'reflect' : 'nearest', fillValue: 0 };
}
