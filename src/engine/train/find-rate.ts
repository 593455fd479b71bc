import * as tf from '@tensorflow/tfjs-core';
import { RangeTest, rateRamp, suggestRate } from '../../core/compile/rate-range.ts';
import type { StartedBackend } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import { checkAugmentation, createBatchFeed } from '../feed/batch-feed.ts';
import { Model } from '../network/model.ts';
import { combine } from '../random.ts';
import { say } from '../sayings.ts';
import { chooseSamples } from './choose-samples.ts';
import { epochsFrom } from './epoch-batches.ts';
import type { FindRateRequest, RateFinding } from './find-rate-messages.ts';
import { checkPlanFits, planTraining } from './plan.ts';
import { freshSlots, type Slots, trainStep } from './step.ts';

interface Surroundings {
  readonly breathe: () => Promise<void>;
  readonly signal: AbortSignal;
  /** How much is done, 0 to 1. */
  readonly tell: (done: number) => void;
}

/**
 * Trains a copy of the weights on real batches while the rate rises, and says where the loss falls fastest (Smith 2017,
 * Cyclical learning rates, section 3.3). Schedule, warm-up and class weights are left out. Each loss is read: it decides
 * whether to go on. No tensor outlives the call.
 * @throws EngineError `cancelled`; `out-of-memory`, before it starts; or what keeps the network from being trained.
 */
export async function findRate(
  { network, settings, dataset, weights, lowest, highest, steps }: FindRateRequest,
  backend: StartedBackend,
  { breathe, signal, tell }: Surroundings,
): Promise<RateFinding> {
  const plan = planTraining(network, settings, dataset);
  checkAugmentation(settings.augmentation, dataset);
  const { program, rule, objective } = plan;
  const { train } = chooseSamples(dataset, settings.validationShare, settings.seed);
  const count = train.indices.length;
  const batchSize = Math.min(settings.batchSize, count);
  checkPlanFits(plan, settings, batchSize, backend);
  const stepsPerEpoch = Math.ceil(count / batchSize);
  const test = new RangeTest();
  const model = weights ? Model.from(program, weights) : Model.fresh(program, combine(settings.seed, 1));
  let slots: Slots = new Map();
  let blewUp = false;
  const { augmentation, seed } = settings;
  const feed = createBatchFeed(train, program.inputShape, { augmentation, seed, threads: null });
  const at = { epoch: 1, batchSize, lastEpoch: Math.ceil(steps / stepsPerEpoch) };
  const batches = feed.open(epochsFrom({ count, seed }, at));
  try {
    slots = freshSlots(model, rule);
    for (const [step, rate] of rateRamp(lowest, highest, steps).entries()) {
      if (signal.aborted) throw new EngineError('cancelled', say('measureCancelled'));
      const batch = await batches.next();
      let sums: tf.Tensor | null = null;
      try {
        sums = trainStep(model, slots, rule, objective, batch, combine(settings.seed, 4, step), step + 1, rate);
        const [loss = Number.NaN] = await backend.read(sums);
        blewUp = !test.add(rate, loss / batch.count);
      } finally {
        sums?.dispose();
        batch.dispose();
      }
      if (blewUp) break;
      tell((step + 1) / steps);
      await breathe();
    }
    return { points: test.points, suggestion: suggestRate(test.points), blewUp, device: backend.device };
  } finally {
    feed.close();
    model.dispose();
    for (const kept of slots.values()) tf.dispose(kept);
  }
}
