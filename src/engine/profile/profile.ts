import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import { callLayer, forwardAll } from '../network/forward.ts';
import { Model } from '../network/model.ts';
import { buildProgram } from '../network/program.ts';
import type { Profile, ProfileRequest } from '../protocol.ts';
import { combine } from '../random.ts';
import { say } from '../sayings.ts';
import { checkMemory } from '../train/memory.ts';
import { backwardMilliseconds } from './backward.ts';
import { type Clock, clockOf } from './clock.ts';
import { median } from './median.ts';
import { createProgress, type Stretch } from './progress.ts';
import { walk } from './walk.ts';

/** A stretch ends once it has taken `enough` ms and had `least` rounds, or `tooLong` ms and one, or `most` rounds. */
interface Rounds {
  readonly enough: number;
  readonly least: number;
  readonly tooLong: number;
  readonly most: number;
}

export interface Limits {
  readonly forward: Rounds;
  readonly backward: Rounds;
  /** Milliseconds of a first pass beyond which nothing is timed, and of one beyond which gradients are not. */
  readonly slowest: number;
  readonly slowestBackward: number;
}

const usual: Limits = {
  forward: { enough: 1500, least: 3, tooLong: 20_000, most: 25 },
  backward: { enough: 1000, least: 3, tooLong: 10_000, most: 15 },
  slowest: 60_000,
  slowestBackward: 2000,
};

interface Surroundings {
  readonly breathe: () => Promise<void>;
  readonly signal: AbortSignal;
  /** How much is done, 0 to 1. */
  readonly tell?: (done: number) => void;
  readonly limits?: Limits;
}

/** What inference computes with: nothing is drawn, no statistics move. */
const inference = { training: false, seed: 0 } as const;

/**
 * Times every layer of a network on fresh weights and made-up inputs: rounds through the network, in each of which every
 * layer is run on what it would be given, often enough for the clock, and then the network as a whole. Medians over the
 * rounds, so that what else the machine does for a moment does not show. No tensor outlives the call.
 * @throws EngineError `cancelled`; `out-of-memory`, before it starts, where training with SGD would not fit;
 * `unsupported-layer`, with the node; `internal` where one pass takes longer than `slowest`.
 */
export async function profile(
  { network, batchSize }: ProfileRequest,
  backend: StartedBackend,
  { breathe, signal, tell, limits = usual }: Surroundings,
): Promise<Profile> {
  const program = buildProgram(network);
  checkMemory(program, 'sgd', batchSize, backend.budget, backend.device.backend);
  leaveIf(signal);
  const clock = clockOf(backend);
  const model = Model.fresh(program, combine(0, 1));
  const xs = inputsOf(
    program.inputs.map((place) => program.layers[place]?.layer.outputShape ?? []),
    batchSize,
  );
  const progress = createProgress(program.layers.length, tell);
  const current = [...model.weights];
  const forward = program.layers.map((): number[] => []);
  const backward = program.layers.map((): number[] => []);
  const whole: number[] = [];

  const pause = async (): Promise<void> => {
    await breathe();
    leaveIf(signal);
  };
  /** One layer after the other; returns the milliseconds of each. */
  const forwardRound = async (timesOf: (place: number) => number, stretch: Stretch): Promise<readonly number[]> => {
    const times = program.layers.map(() => 0);
    await walk(program, xs, async (place, _, given) => {
      const run = (): tf.Tensor => tf.tidy(() => own(callLayer(program, place, given, current, inference).raw, given));
      const { milliseconds, output } = await clock.time(run, timesOf(place));
      try {
        times[place] = milliseconds;
        stretch.layer();
        await pause();
      } catch (error) {
        output.dispose();
        throw error;
      }
      return output;
    });
    return times;
  };
  const wholePass = async (clockUsed: Clock, times: number): Promise<number> => {
    const run = (): tf.Tensor =>
      tf.tidy(() => tf.clone(forwardAll(program, model.weights, xs, inference)[0]?.output ?? tf.scalar(0)));
    const { milliseconds, output } = await clockUsed.time(run, times);
    output.dispose();
    await pause();
    return milliseconds;
  };
  const backwardRound = async (stretch: Stretch): Promise<readonly (number | null)[]> => {
    const times = program.layers.map((): number | null => null);
    await walk(program, xs, async (place, _, given) => {
      times[place] = backwardMilliseconds(program, place, given, current);
      stretch.layer();
      await pause();
      return tf.tidy(() => own(callLayer(program, place, given, current, inference).raw, given));
    });
    return times;
  };

  try {
    // The first pass compiles shaders and fills caches; where it is quick, a second tells how long a layer takes.
    const warmUp = progress.stretch('warmUp');
    let last = await forwardRound(() => 1, watchful(warmUp, backend, batchSize, limits));
    const firstPass = sum(last);
    if (firstPass < limits.forward.enough) last = await forwardRound(() => 1, warmUp);

    for (const round of rounds(limits.forward, progress.stretch('forward'))) {
      last = await forwardRound((place) => clock.timesFor(last[place] ?? 0), round);
      for (const [place, milliseconds] of last.entries()) forward[place]?.push(milliseconds);
      whole.push(await wholePass(clock, clock.timesFor(sum(last))));
    }

    const both = clock.kind === 'synchronous' && sum(last) < limits.slowestBackward;
    if (both) {
      await backwardRound(progress.stretch('backward'));
      for (const round of rounds(limits.backward, progress.stretch('backward'))) {
        const times = await backwardRound(round);
        times.forEach((milliseconds, place) => {
          if (milliseconds !== null) backward[place]?.push(milliseconds);
        });
      }
    }
    return {
      device: backend.device,
      batchSize,
      repetitions: whole.length,
      clock: clock.kind,
      layers: byNode(program.layers, forward),
      backward: both ? byNode(program.layers, backward) : null,
      wholeMilliseconds: median(whole),
    };
  } finally {
    tf.dispose([...xs]);
    model.dispose();
  }
}

/** Tells a first pass off that will never be over. */
function watchful(
  stretch: Stretch,
  { device: { backend } }: StartedBackend,
  batch: number,
  { slowest }: Limits,
): Stretch {
  const start = performance.now();
  return {
    ...stretch,
    layer: () => {
      stretch.layer();
      if (performance.now() - start <= slowest) return;
      throw new EngineError('internal', say('profileSlow', { batch, backend, seconds: slowest / 1000 }));
    },
  };
}

function* rounds({ enough, least, tooLong, most }: Rounds, stretch: Stretch): Generator<Stretch> {
  const start = performance.now();
  for (let done = 0; done < most; done++) {
    const taken = performance.now() - start;
    if (done >= 1 && taken >= tooLong) return;
    if (done >= least && taken >= enough) return;
    stretch.round(Math.max(done / most, Math.min(done / least, taken / enough)), 1 / least);
    yield stretch;
  }
}

/** A tensor that can be disposed without its input. Call inside `tf.tidy`. */
const own = (output: tf.Tensor, given: readonly tf.Tensor[]): tf.Tensor =>
  given.includes(output) ? tf.clone(output) : output;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Noise; ids, where a network takes those, are all 0. */
const inputsOf = (shapes: readonly (readonly number[])[], batchSize: number): readonly tf.Tensor[] =>
  shapes.map((shape, i) => tf.randomUniform([batchSize, ...shape], 0, 1, 'float32', i));

/** Of what a node was compiled into, together. */
function byNode(
  layers: readonly { readonly nodeId: string | undefined; readonly inputs: readonly number[] }[],
  times: readonly (readonly number[])[],
): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  layers.forEach(({ nodeId, inputs }, place) => {
    const own = times[place] ?? [];
    if (nodeId !== undefined && inputs.length > 0 && own.length > 0) found[nodeId] = (found[nodeId] ?? 0) + median(own);
  });
  return found;
}

function leaveIf(signal: AbortSignal): void {
  if (signal.aborted) throw new EngineError('cancelled', say('measureCancelled'));
}
