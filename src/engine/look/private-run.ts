import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { Model } from '../network/model.ts';
import { combine } from '../random.ts';
import type { Batch } from '../train/batches.ts';
import { optimizerRule } from '../train/optimizers.ts';
import { planTraining, type TrainingPlan } from '../train/plan.ts';
import { freshSlots, type Slots, trainStep } from '../train/step.ts';
import { kernelLayout } from './kernel.ts';
import type { FlowAnswer, LabelledSamples, StepAnswer, StepQuestion, StepStart } from './protocol.ts';
import { type Subject, sizeOf } from './subject.ts';

/** The kernel of the layer that is watched, in the step that was done last. */
interface Watched {
  readonly place: number;
  readonly before: tf.Tensor;
  readonly gradient: tf.Tensor | null;
}

/** Steps of training on a copy of the weights that nobody else sees. */
export class PrivateRun {
  private readonly plan: TrainingPlan;
  private readonly model: Model;
  private readonly slots: Slots;
  private watched: Watched | null = null;
  private step = 0;

  constructor(
    private readonly subject: Subject,
    private readonly start: StepStart,
  ) {
    this.plan = planTraining(subject.target.network, start.settings, null);
    this.model = copyOf(subject);
    this.slots = freshSlots(this.model, this.plan.rule);
  }

  /** Does the steps asked for, and shows one slice of one filter in the last of them. */
  async answer({ nodeId, filter, slice, steps }: StepQuestion, breathe: () => Promise<void>): Promise<StepAnswer> {
    const layout = kernelLayout(this.subject, nodeId);
    if (!layout) throw new EngineError('internal', 'The layer has no kernel.');
    const losses: number[] = [];
    for (let i = 0; i < steps; i++) {
      losses.push(await this.next(layout.place));
      await breathe();
    }
    const { rows, columns } = layout;
    const size = rows * columns;
    const part = (tensor: tf.Tensor): tf.Tensor =>
      tf.slice(tf.reshape(layout.filter(tensor, filter), [-1]), [slice * size], [size]);
    const now = this.model.weights[layout.place];
    const watched = this.watched?.place === layout.place ? this.watched : null;
    if (!now) throw new EngineError('internal', 'The layer has no kernel.');
    const slots = watched ? (this.slots.get(layout.place) ?? []) : [];
    const packed = tf.tidy(() =>
      tf.concat([
        part(watched?.before ?? now),
        part(now),
        watched?.gradient ? part(watched.gradient) : tf.zeros([size]),
        ...slots.map(part),
      ]),
    );
    const read = await this.subject.backend.read(packed);
    packed.dispose();
    const at = (i: number): Float32Array => read.slice(i * size, (i + 1) * size);
    return {
      step: this.step,
      losses,
      rows,
      columns,
      before: at(0),
      after: at(1),
      gradient: watched?.gradient ? at(2) : null,
      slots: slots.map((_, i) => ({ name: this.plan.rule.slots[i] ?? '', values: at(3 + i) })),
    };
  }

  dispose(): void {
    this.forget();
    this.model.dispose();
    for (const slots of this.slots.values()) tf.dispose(slots);
  }

  /** One step on the next batch; its mean loss, before the step. */
  private async next(place: number): Promise<number> {
    this.forget();
    const { rule, objective } = this.plan;
    const weight = this.model.weights[place];
    const before = weight ? tf.clone(weight) : null;
    let gradient: tf.Tensor | null = null;
    const watching: typeof rule = {
      ...rule,
      next: (w, g, ...rest) => {
        if (w === weight) gradient = tf.keep(tf.clone(g));
        return rule.next(w, g, ...rest);
      },
    };
    const batch = batchOf(this.subject, this.start.samples, this.step, this.start.batchSize);
    this.step++;
    const sums = trainStep(this.model, this.slots, watching, objective, batch, combine(9, this.step), this.step);
    const [loss = Number.NaN] = await this.subject.backend.read(sums);
    sums.dispose();
    batch.dispose();
    if (before) this.watched = { place, before, gradient };
    return loss / batch.count;
  }

  private forget(): void {
    this.watched?.before.dispose();
    this.watched?.gradient?.dispose();
    this.watched = null;
  }
}

/** Mean of |∂L/∂W| by layer, on one batch; nothing is changed. */
export async function gradientFlow(subject: Subject, start: StepStart): Promise<FlowAnswer> {
  const { objective } = planTraining(subject.target.network, start.settings, null);
  const model = copyOf(subject);
  const sums = new Map<tf.Tensor, tf.Tensor>();
  const looking = {
    ...optimizerRule('sgd', 1),
    next: (weight: tf.Tensor, gradient: tf.Tensor) => {
      sums.set(weight, tf.keep(tf.sum(tf.abs(gradient))));
      return [tf.clone(weight)];
    },
  };
  const places = new Map(model.weights.map((weight, place) => [weight, place]));
  const batch = batchOf(subject, start.samples, 0, start.batchSize);
  const slots: Slots = new Map();
  const total = trainStep(model, slots, looking, objective, batch, combine(9, 1), 1);
  const order = [...sums];
  const packed = tf.tidy(() => tf.concat([tf.reshape(total, [-1]), ...order.map(([, sum]) => tf.reshape(sum, [1]))]));
  const read = await subject.backend.read(packed);
  const offset = total.size;
  tf.dispose([total, packed, ...sums.values()]);
  batch.dispose();
  model.dispose();
  const byPlace = new Map(order.map(([weight], i) => [places.get(weight) ?? -1, read[offset + i] ?? Number.NaN]));
  const layers = subject.program.layers.flatMap(({ nodeId, name, weightPlaces }) => {
    const own = weightPlaces.filter((place) => byPlace.has(place));
    if (nodeId === undefined || own.length === 0) return [];
    const count = own.reduce((size, place) => size + sizeOf(subject.program.weights[place]?.shape ?? []), 0);
    return [{ nodeId, name, mean: own.reduce((sum, place) => sum + (byPlace.get(place) ?? 0), 0) / count }];
  });
  return { loss: (read[0] ?? Number.NaN) / batch.count, layers };
}

function copyOf(subject: Subject): Model {
  return Model.copy(subject.model);
}

/** The next batch of the samples, from their start again after their end. */
function batchOf(subject: Subject, { values, labels }: LabelledSamples, step: number, batchSize: number): Batch {
  const count = Math.min(batchSize, labels.length);
  const size = subject.imageSize;
  const chosen = new Float32Array(count * size);
  const own = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const sample = (step * count + i) % labels.length;
    chosen.set(values.subarray(sample * size, (sample + 1) * size), i * size);
    own[i] = labels[sample] ?? 0;
  }
  const x = tf.tensor(chosen, [count, ...subject.program.inputShape]);
  const known = tf.tensor1d(own, 'int32');
  const mask = tf.ones<tf.Rank.R1>([count]);
  const answers = { kind: 'classes', labels: known } as const;
  return { x, answers, mask, count, dispose: () => tf.dispose([x, known, mask]) };
}
