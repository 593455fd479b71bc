import * as tf from '@tensorflow/tfjs-core';
import type { TrainingSettings } from '../../core/document/schema.ts';
import type { LossName } from '../../core/document/tasks.ts';
import { forwardBase, type Outputs } from '../network/forward.ts';
import type { Model } from '../network/model.ts';
import { constrained } from '../network/penalties.ts';
import type { StepHooks } from '../watch/hooks.ts';
import type { Batch } from './batches.ts';
import { clippingOf } from './clipping.ts';
import { type Measured, sumsOf } from './figures.ts';
import type { LossOptions } from './losses.ts';
import { type JudgeOptions, judge } from './objective.ts';
import type { OptimizerRule } from './optimizers.ts';

export interface Objective extends Measured {
  readonly loss: LossName;
  /** Keras's where left out. */
  readonly lossOptions?: LossOptions;
  /** 0 where left out. */
  readonly smoothing?: number;
  /** None where left out. */
  readonly clipping?: TrainingSettings['clipping'];
}

const noClipping = { kind: 'none', limit: 1 } as const;

const judging = ({ smoothing = 0, lossOptions }: Objective): Pick<JudgeOptions, 'smoothing' | 'lossOptions'> => ({
  smoothing,
  ...(lossOptions ? { lossOptions } : {}),
});

/** The optimizer's slots, `slots[weight place]` in the rule's order. Owned by whoever made them. */
export type Slots = Map<number, tf.Tensor[]>;

/** Places in `program.weights` that gradients change. */
export const trainablePlaces = (model: Model): number[] =>
  model.program.weights.flatMap((weight, place) => (weight.trainable ? [place] : []));

export const freshSlots = (model: Model, rule: OptimizerRule): Slots =>
  new Map(
    trainablePlaces(model).map((place) => [
      place,
      rule.slots.map(() => tf.fill([...(model.program.weights[place]?.shape ?? [])], rule.start)),
    ]),
  );

/**
 * One step: forward, backward, update. Changes the model's weights and the slots in place.
 * @param step counted from 1 since the run began.
 * @param rate learning rate of this step; the rule's own where left out.
 * @param hooks look on.
 * @returns `[Σ loss, Σ metric…]` over the samples that count, a tensor the caller disposes.
 */
export function trainStep(
  model: Model,
  slots: Slots,
  rule: OptimizerRule,
  objective: Objective,
  batch: Batch,
  seed: number,
  step: number,
  rate?: number,
  hooks?: StepHooks,
): tf.Tensor {
  const places = trainablePlaces(model);
  const trained = places.flatMap((place) => model.weights[place] ?? []);
  const assigned = new Map<number, tf.Tensor>();
  let sums: tf.Tensor | null = null;
  const own = batch.base ? null : frozenBase(model, batch.x, seed, hooks);
  const base = batch.base ?? own;
  const objectiveOf = (): tf.Tensor => {
    const judged = judge(model.program, model.weights, batch.x, batch.answers, objective.loss, {
      training: true,
      seed,
      ...(base ? { base } : {}),
      ...judging(objective),
      sampleWeights: batch.weights ?? null,
      ...(hooks ? { tap: hooks.input.bind(hooks), look: hooks.output.bind(hooks) } : {}),
      assign: (place, value) => {
        assigned.get(place)?.dispose();
        assigned.set(place, tf.keep(value));
      },
    });
    const { result, targets } = judged;
    const losses = tf.mul(judged.losses, batch.mask);
    sums = tf.keep(sumsOf(losses, objective, { output: result.output, targets, ...batch }));
    return tf.div(tf.sum(losses), batch.count);
  };
  const { value, grads } = tf.engine().gradients(objectiveOf, trained, undefined, true);
  value.dispose();
  if (own) tf.dispose([...own.values()]);
  for (const [place, moved] of assigned) model.replace(place, moved);
  const { clip, dispose } = clippingOf(objective.clipping ?? noClipping, grads);
  // One weight at a time, each gradient freed at once: what Adam needs at its peak is its slots and one weight more.
  places.forEach((place, i) => {
    const gradient: tf.Tensor | null = grads[i] ?? null;
    const weight = model.weights[place];
    if (gradient === null || weight === undefined) return;
    const old = slots.get(place) ?? [];
    const constraint = model.program.weights[place]?.constraint;
    const [next, ...nextSlots] = tf.tidy(() => {
      const [moved, ...slotsAfter] = rule.next(weight, clip ? clip(gradient) : gradient, old, step, rate);
      return moved && constraint ? [constrained(constraint, moved), ...slotsAfter] : [moved, ...slotsAfter];
    });
    if (next === undefined) throw new Error('the optimizer returned nothing');
    hooks?.updated(place, gradient, weight, next);
    tf.dispose([gradient, ...old]);
    model.replace(place, next);
    slots.set(place, nextSlots);
  });
  dispose();
  if (sums === null) throw new Error('the objective did not run');
  return sums;
}

/** What does not change in training is computed before the gradient's scope, which would keep all of it. */
function frozenBase(model: Model, x: tf.Tensor, seed: number, hooks: StepHooks | undefined): Outputs | null {
  const { program, weights } = model;
  if (program.base.ends.length === 0) return null;
  const outputs = new Map<number, tf.Tensor>();
  tf.tidy(() => {
    const options = { training: true, seed, ...(hooks ? { visit: hooks.output.bind(hooks) } : {}) };
    for (const [place, output] of forwardBase(program, weights, [x], options)) outputs.set(place, tf.keep(output));
  });
  return outputs;
}

/** `[Σ loss, Σ metric…]` of a batch without training on it. */
export const testStep = (model: Model, objective: Objective, batch: Batch): tf.Tensor =>
  tf.tidy(() => {
    const known = batch.base ? { base: batch.base } : {};
    const options = { training: false, seed: 0, ...known, ...judging(objective) };
    const judged = judge(model.program, model.weights, batch.x, batch.answers, objective.loss, options);
    const { result, targets, losses } = judged;
    return sumsOf(losses, objective, { output: result.output, targets, ...batch });
  });
