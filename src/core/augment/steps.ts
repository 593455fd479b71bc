import type { AugmentKind, AugmentStep, Range } from './schema.ts';

/** Kinds that move pixels: those that follow each other are done at once, so a picture is resampled only once. */
const geometric: readonly AugmentKind[] = [
  'translation',
  'rotation',
  'shear',
  'zoom',
  'horizontalFlip',
  'verticalFlip',
];

export const isGeometric = (kind: AugmentKind): boolean => geometric.includes(kind);

/** Where each kind starts when it is added, in the order in which they are offered. */
export const firstSteps: { readonly [K in AugmentKind]: Extract<AugmentStep, { kind: K }> } = {
  translation: { kind: 'translation', horizontal: [-0.1, 0.1], vertical: [-0.1, 0.1], probability: 1 },
  rotation: { kind: 'rotation', degrees: [-10, 10], probability: 1 },
  shear: { kind: 'shear', horizontal: [-0.1, 0.1], vertical: [0, 0], probability: 1 },
  zoom: { kind: 'zoom', factor: [-0.1, 0.1], probability: 1 },
  horizontalFlip: { kind: 'horizontalFlip', probability: 0.5 },
  verticalFlip: { kind: 'verticalFlip', probability: 0.5 },
  brightness: { kind: 'brightness', factor: [-0.1, 0.1], probability: 1 },
  contrast: { kind: 'contrast', factor: [-0.2, 0.2], probability: 1 },
  noise: { kind: 'noise', deviation: [0, 0.05], probability: 1 },
  cutout: { kind: 'cutout', side: [0.2, 0.4], probability: 0.5 },
};

/** Fields that are drawn from a range, with their limits. */
export const rangeLimits = {
  translation: { horizontal: [-1, 1], vertical: [-1, 1] },
  rotation: { degrees: [-180, 180] },
  shear: { horizontal: [-1, 1], vertical: [-1, 1] },
  zoom: { factor: [-0.9, 1] },
  horizontalFlip: {},
  verticalFlip: {},
  brightness: { factor: [-1, 1] },
  contrast: { factor: [-1, 1] },
  noise: { deviation: [0, 1] },
  cutout: { side: [0, 1] },
} as const satisfies { readonly [K in AugmentKind]: Readonly<Record<string, Range>> };

/** @returns the steps with one more: one that moves pixels joins the last that does, so that they are done at once. */
export function withStep(steps: readonly AugmentStep[], step: AugmentStep): readonly AugmentStep[] {
  const lastMoving = isGeometric(step.kind) ? steps.findLastIndex(({ kind }) => isGeometric(kind)) : steps.length - 1;
  return [...steps.slice(0, lastMoving + 1), step, ...steps.slice(lastMoving + 1)];
}
