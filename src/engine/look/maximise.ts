import * as tf from '@tensorflow/tfjs-core';
import { combine, uniformStream } from '../random.ts';
import type { MaximiseAnswer, MaximiseQuestion } from './protocol.ts';
import { type Subject, throughEverything, upTo } from './subject.ts';

/** Share of the way from black to white that one step goes at most on average. */
const stride = 0.06;
/** What negative values count beside positive ones. */
const negativeShare = 0.05;

interface Progress {
  readonly signal: AbortSignal;
  readonly breathe: () => Promise<void>;
  readonly tell: (done: number) => void;
}

/**
 * The image that a channel answers most to, by gradient ascent (Erhan et al. 2009) on the mean of what is positive of it
 * before its activation, with decay, an even brightness, total variation and jitter, which keep it from becoming noise (Yosinski et al. 2015).
 * What is negative counts a little: a channel that answers to nothing yet finds its way. The gradient is scaled to one
 * length in every step.
 */
export async function maximise(
  subject: Subject,
  { nodeId, channel, steps, seed, low, high, decay, smoothness, jitter }: MaximiseQuestion,
  { signal, breathe, tell }: Progress,
): Promise<MaximiseAnswer> {
  const { inputShape } = subject.program;
  const depth = inputShape.at(-1) ?? 1;
  const program = throughEverything(upTo(subject.withoutActivation(nodeId), subject.placeOf(nodeId)));
  const next = uniformStream(combine(seed, 17));
  const at = (values: readonly number[], i: number): number => values[i % depth] ?? values[0] ?? 0;
  const start = Float32Array.from({ length: subject.imageSize }, (_, i) => {
    const [dark, bright] = [at(low, i), at(high, i)];
    return (dark + bright) / 2 + (next() - 0.5) * 0.2 * (bright - dark);
  });
  const bounds = tf.tidy(() => ({
    low: tf.tensor(Array.from({ length: depth }, (_, i) => at(low, i))),
    high: tf.tensor(Array.from({ length: depth }, (_, i) => at(high, i))),
  }));
  const answered = (x: tf.Tensor): tf.Tensor => {
    const { output } = subject.run(program, x);
    const own = tf.slice(
      output,
      [...new Array<number>(output.rank - 1).fill(0), channel],
      [...output.shape.slice(0, -1), 1],
    );
    return own;
  };
  const reached = (x: tf.Tensor): tf.Tensor => tf.reshape(tf.mean(tf.relu(answered(x))), [1]);
  const curve = new Float32Array(steps + 1);
  let x = tf.tensor(start, [1, ...inputShape]);
  try {
    for (let step = 0; step < steps; step++) {
      signal.throwIfAborted();
      const shift: Shift = [0, 1].map(() => Math.round((next() * 2 - 1) * jitter));
      const moved = tf.tidy(() => {
        const seen = rolled(x, shift);
        const objective = (image: tf.Tensor): tf.Tensor =>
          tf.sub(tf.mean(tf.leakyRelu(answered(image), negativeShare)), tf.mul(variation(image), smoothness));
        const { value, grad } = tf.valueAndGrad(objective)(seen);
        const range = tf.sub(bounds.high, bounds.low);
        const length = tf.add(tf.sqrt(tf.mean(tf.square(grad))), 1e-12);
        const ascended = tf.add(seen, tf.mul(tf.mul(tf.div(grad, length), range), stride));
        const middle = tf.div(tf.add(bounds.high, bounds.low), 2);
        const decayed = tf.add(tf.mul(tf.sub(ascended, middle), 1 - decay), middle);
        // As bright as grey on the whole: a filter's pattern is looked for, not that it likes light.
        const balanced = tf.add(decayed, tf.mean(tf.sub(middle, decayed)));
        const kept = tf.minimum(tf.maximum(balanced, bounds.low), bounds.high);
        const back = rolled(
          kept,
          shift.map((by) => -by),
        );
        return { back, value: reached(x), spare: value };
      });
      const [value = Number.NaN] = await subject.backend.read(moved.value);
      curve[step] = value;
      tf.dispose([x, moved.value, moved.spare]);
      x = moved.back;
      tell((step + 1) / (steps + 1));
      await breathe();
    }
    const last = tf.tidy(() => reached(x));
    curve[steps] = (await subject.backend.read(last))[0] ?? Number.NaN;
    last.dispose();
    const values = await subject.backend.read(x);
    const bytes = Uint8Array.from(values, (value, i) => {
      const [dark, bright] = [at(low, i), at(high, i)];
      return Math.round(((value - dark) / (bright - dark)) * 255);
    });
    return { bytes, shape: inputShape, curve };
  } finally {
    tf.dispose([x, bounds.low, bounds.high]);
  }
}

type Shift = readonly number[];

/** Pictures moved by some pixels, what leaves at one side coming in at the other; anything else as it is. */
function rolled(x: tf.Tensor, shift: Shift): tf.Tensor {
  if (x.rank !== 4) return x;
  return shift.reduce((moved, by, i) => {
    const axis = i + 1;
    const size = moved.shape[axis] ?? 1;
    const first = ((by % size) + size) % size;
    if (first === 0) return moved;
    const cut = (from: number, length: number): tf.Tensor => {
      const begin = moved.shape.map((_, a) => (a === axis ? from : 0));
      return tf.slice(
        moved,
        begin,
        moved.shape.map((n, a) => (a === axis ? length : n)),
      );
    };
    return tf.concat([cut(size - first, first), cut(0, size - first)], axis);
  }, x);
}

/** Mean of the squared differences of neighbouring pixels. */
function variation(x: tf.Tensor): tf.Tensor {
  if (x.rank !== 4) return tf.scalar(0);
  const [, height = 1, width = 1] = x.shape;
  const [batch = 1, , , channels = 1] = x.shape;
  const part = (top: number, left: number, rows: number, columns: number): tf.Tensor =>
    tf.slice(x, [0, top, left, 0], [batch, rows, columns, channels]);
  if (height < 2 || width < 2) return tf.scalar(0);
  const down = tf.sub(part(1, 0, height - 1, width), part(0, 0, height - 1, width));
  const across = tf.sub(part(0, 1, height, width - 1), part(0, 0, height, width - 1));
  return tf.add(tf.mean(tf.square(down)), tf.mean(tf.square(across)));
}
