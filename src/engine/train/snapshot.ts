import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import type { Model } from '../network/model.ts';
import type { EpochReport, NamedWeight, Snapshot } from '../protocol.ts';
import type { OptimizerRule } from './optimizers.ts';
import { freshSlots, type Slots, trainablePlaces } from './step.ts';

/** Where a run is. */
export interface Progress {
  /** Steps since the run began. */
  step: number;
  /** Epochs finished. */
  epoch: number;
  stepInEpoch: number;
  /** Sums of the unfinished epoch, when it was last interrupted. */
  partial: number[];
  partialSamples: number;
  partialSeconds: number;
  readonly history: EpochReport[];
}

/** Copies everything a run needs out of the device, one tensor at a time: all at once would double the memory in use. */
export async function readSnapshot(
  model: Model,
  slots: Slots,
  { rule, batchSize }: { readonly rule: OptimizerRule; readonly batchSize: number },
  progress: Progress,
  seed: number,
  backend: StartedBackend,
): Promise<Snapshot> {
  const names = model.program.weights.map((weight) => weight.fullName);
  const read = async (name: string, tensor: tf.Tensor): Promise<NamedWeight> => ({
    name,
    shape: [...tensor.shape],
    values: Float32Array.from(await backend.read(tensor)),
  });
  const weights: NamedWeight[] = [];
  for (const [place, tensor] of model.weights.entries()) weights.push(await read(names[place] ?? '', tensor));
  const optimizer: NamedWeight[] = [];
  for (const [place, tensors] of slots) {
    for (const [i, tensor] of tensors.entries()) {
      optimizer.push(await read(`${names[place]}/${rule.slots[i]}`, tensor));
    }
  }
  const { step, epoch, stepInEpoch, partial, partialSamples, partialSeconds, history } = progress;
  const within = { stepInEpoch, sums: partial, samples: partialSamples, seconds: partialSeconds, batchSize };
  return {
    step,
    epoch,
    weights,
    optimizer,
    // Order and dropout are hashes of the seed with epoch and step: these three are all the state there is.
    random: [seed, epoch, step],
    history: [...history],
    ...(stepInEpoch > 0 ? { partial: within } : {}),
  };
}

/** Slots from a snapshot; zeros where it holds none that fit, as after a change of optimizer. */
export function restoreSlots(model: Model, rule: OptimizerRule, snapshot: Snapshot): Slots {
  const byName = new Map(snapshot.optimizer.map((slot) => [slot.name, slot]));
  const slots = freshSlots(model, rule);
  for (const place of trainablePlaces(model)) {
    const weight = model.program.weights[place];
    const fresh = slots.get(place) ?? [];
    const restored = fresh.map((tensor, i) => {
      const saved = byName.get(`${weight?.fullName}/${rule.slots[i]}`);
      if (saved === undefined || saved.shape.join() !== tensor.shape.join()) return tensor;
      tensor.dispose();
      return tf.tensor(saved.values, [...saved.shape]);
    });
    slots.set(place, restored);
  }
  return slots;
}
