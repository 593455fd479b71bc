import * as tf from '@tensorflow/tfjs-core';
import { secondsPerStep } from '../core/analysis/forecast.ts';
import { allocatedBytes } from './backends/allocated.ts';
import type { StartedBackend } from './backends/backend.ts';
import { EngineError } from './failure.ts';
import { Model } from './network/model.ts';
import type { Measurement, MeasureRequest } from './protocol.ts';
import { combine, uniformStream } from './random.ts';
import { say } from './sayings.ts';
import type { Wanted } from './train/answers.ts';
import { takeBatch } from './train/batches.ts';
import type { Samples } from './train/choose-samples.ts';
import { checkPlanFits, planTraining } from './train/plan.ts';
import { freshSlots, type Slots, trainStep } from './train/step.ts';

/** Milliseconds of timed steps where nothing else is asked for, and steps where one takes longer than that. */
const usualLimit = 1000;
const leastSteps = 3;
/** The first compiles, the second meets full caches. A slow network warms up in one. */
const warmUpSteps = 2;
/** Milliseconds of steps between two reads, and their number: as a run reads its loss. */
const readEvery = 100;
const mostUnread = 32;

interface Surroundings {
  readonly breathe: () => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Trains fresh weights on made-up images for about a second and says what a step takes. Batches are made from bytes, and
 * losses read, as in a run; no tensor outlives the call.
 * @throws EngineError `cancelled`; `out-of-memory`, before it starts; or what keeps the network from being trained.
 */
export async function measure(
  { network, settings, milliseconds: timeLimit = usualLimit }: MeasureRequest,
  backend: StartedBackend,
  { breathe, signal }: Surroundings,
): Promise<Measurement> {
  const { batchSize, seed } = settings;
  const plan = planTraining(network, settings, null);
  checkPlanFits(plan, settings, batchSize, backend);
  leaveIf(signal);
  const { program, rule, objective } = plan;
  const samples = madeUp(batchSize, program.inputShape, plan.wanted);
  const { indices: order } = samples;
  const model = Model.fresh(program, combine(seed, 1));
  let slots: Slots = new Map();
  let step = 0;

  const train = (): tf.Tensor => {
    const batch = takeBatch(samples, order, 0, batchSize, program.inputShape);
    try {
      return trainStep(model, slots, rule, objective, batch, combine(seed, step), ++step);
    } finally {
      batch.dispose();
    }
  };
  /** Milliseconds of `count` steps, until their result has come back from the device. */
  const timed = async (count: number): Promise<number> => {
    const start = performance.now();
    for (let i = 0; i < count; i++) {
      const sums = train();
      try {
        // The last result is there when all before it are: a device takes its work in order.
        if (i === count - 1) await backend.read(sums);
      } finally {
        sums.dispose();
      }
      await breathe();
      leaveIf(signal);
    }
    return performance.now() - start;
  };

  try {
    slots = freshSlots(model, rule);
    let warmUp = 0;
    while (step < warmUpSteps && warmUp < timeLimit) warmUp += await timed(1);
    const warmedUp = step;
    const times: number[] = [];
    const end = performance.now() + timeLimit;
    for (let burst = 1; times.length < leastSteps || performance.now() < end; ) {
      const each = (await timed(burst)) / burst;
      for (let i = 0; i < burst; i++) times.push(each / 1000);
      burst = Math.min(mostUnread, Math.max(1, Math.floor(readEvery / each)));
    }
    const seconds = secondsPerStep(times, 0) ?? 0;
    return {
      device: backend.device,
      batchSize,
      steps: times.length,
      secondsPerStep: seconds,
      compileSeconds: Math.max(0, warmUp / 1000 - warmedUp * seconds),
      peakBytes: allocatedBytes(),
    };
  } finally {
    model.dispose();
    for (const kept of slots.values()) tf.dispose(kept);
  }
}

function leaveIf(signal: AbortSignal): void {
  if (signal.aborted) throw new EngineError('cancelled', say('measureCancelled'));
}

/** One batch of noise, every class among its labels. */
function madeUp(count: number, inputShape: readonly number[], { units, size: mask }: Wanted): Samples {
  const next = uniformStream(0);
  const size = inputShape.reduce((product, n) => product * n, count);
  const labels = Uint16Array.from({ length: count }, (_, i) => i % units);
  const pixels = Uint8Array.from({ length: mask.reduce((product, n) => product * n, count) }, (_, i) => i % units);
  return {
    split: {
      count,
      samples: { kind: 'bytes', values: Uint8Array.from({ length: size }, () => Math.floor(next() * 256)) },
      targets:
        mask.length > 0 ? { kind: 'masks', masks: { kind: 'bytes', values: pixels } } : { kind: 'classes', labels },
    },
    dataset: { normalization: { kind: 'unit' }, sampleShape: [...mask, ...inputShape.slice(mask.length)] },
    indices: Uint32Array.from({ length: count }, (_, i) => i),
  };
}
