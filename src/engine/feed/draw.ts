import type { Augmentation, AugmentStep, Range } from '../../core/augment/schema.ts';
import { combine, uniformStream } from '../random.ts';
import { type Affine, aboutCentre, compose, type Frame } from './affine.ts';

/** What is done to one picture: the steps of a pipeline with their numbers drawn. */
export type Action =
  | { readonly kind: 'move'; readonly matrix: Affine }
  /** Shares of all that values can be. */
  | { readonly kind: 'brightness'; readonly delta: number }
  | { readonly kind: 'contrast'; readonly factor: number }
  | { readonly kind: 'noise'; readonly deviation: number; readonly seed: number }
  /** In pixels; may reach beyond the edges. */
  | { readonly kind: 'cutout'; readonly top: number; readonly left: number; readonly side: number };

/** Sample `index` of a split in one epoch is changed alike whatever the batch, the thread, or where a run was resumed. */
export const sampleSeed = (seed: number, epoch: number, index: number): number => combine(seed, 5, epoch, index);

/** Draws what is done to one picture. Steps that move pixels and follow each other are one action. */
export function drawActions({ steps }: Augmentation, frame: Frame, seed: number): readonly Action[] {
  const actions: Action[] = [];
  steps.forEach((step, place) => {
    const next = uniformStream(combine(seed, place));
    if (next() >= step.probability) return;
    const action = drawn(step, frame, next);
    const last = actions.at(-1);
    if (action.kind === 'move' && last?.kind === 'move') {
      actions[actions.length - 1] = { kind: 'move', matrix: compose(last.matrix, action.matrix) };
    } else actions.push(action);
  });
  return actions;
}

function drawn(step: AugmentStep, frame: Frame, next: () => number): Action {
  const { height, width } = frame;
  const within = ([low, high]: Range): number => low + (high - low) * next();
  const move = (matrix: Affine): Action => ({ kind: 'move', matrix });
  switch (step.kind) {
    case 'translation': {
      const [x, y] = [within(step.horizontal) * width, within(step.vertical) * height];
      return move([1, 0, -x, 0, 1, -y]);
    }
    case 'rotation': {
      const angle = (within(step.degrees) * Math.PI) / 180;
      return move(aboutCentre(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle), frame));
    }
    case 'shear':
      return move(aboutCentre(1, within(step.horizontal), within(step.vertical), 1, frame));
    case 'zoom': {
      const scale = 1 + within(step.factor);
      return move(aboutCentre(scale, 0, 0, scale, frame));
    }
    case 'horizontalFlip':
      return move(aboutCentre(-1, 0, 0, 1, frame));
    case 'verticalFlip':
      return move(aboutCentre(1, 0, 0, -1, frame));
    case 'brightness':
      return { kind: 'brightness', delta: within(step.factor) };
    case 'contrast':
      return { kind: 'contrast', factor: 1 + within(step.factor) };
    case 'noise':
      return { kind: 'noise', deviation: within(step.deviation), seed: Math.floor(next() * 2 ** 24) };
    case 'cutout': {
      const side = Math.round(within(step.side) * Math.min(height, width));
      const top = Math.floor(next() * height - (side - 1) / 2);
      const left = Math.floor(next() * width - (side - 1) / 2);
      return { kind: 'cutout', top, left, side };
    }
  }
}
