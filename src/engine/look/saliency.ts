import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { asClasses } from '../inspect/probabilities.ts';
import type { CamAnswer, OcclusionAnswer, OcclusionQuestion, ShiftQuestion } from './protocol.ts';
import { type Subject, throughEverything } from './subject.ts';

/**
 * Grad-CAM (Selvaraju et al. 2017): a layer's maps, each weighted by the mean gradient of the class's score before the
 * softmax, summed, what is negative left out. A single sigmoid's score counts for the second class, its opposite for the
 * first.
 */
export async function gradCam(subject: Subject, nodeId: string, classIndex: number): Promise<CamAnswer> {
  const place = subject.placeOf(nodeId);
  const program = throughEverything(subject.program);
  const { values, shape } = await subject.activations(nodeId, 'after');
  const [height, width, channels] = shape;
  if (height === undefined || width === undefined || channels === undefined || shape.length !== 3)
    throw new EngineError('internal', 'The layer gives no pictures.');
  const packed = tf.tidy(() => {
    const x = subject.images(subject.shown, 1);
    let output: tf.Tensor = tf.zeros([0]);
    // What is added to the layer's output where it is read has the gradient of that output.
    const scored = (added: tf.Tensor): tf.Tensor => {
      const result = subject.run(program, x, {
        tap: (layer, input, value) => (layer.inputs[input] === place ? tf.add(value, added) : value),
      });
      output = tf.keep(tf.clone(result.output));
      const scores = tf.reshape(result.logits, [-1]);
      if (scores.size === 1) return tf.mul(tf.sum(scores), classIndex === 1 ? 1 : -1);
      return tf.sum(tf.slice(scores, [classIndex], [1]));
    };
    const gradient = tf.grad(scored)(tf.zeros([1, ...shape]));
    const weights = tf.mean(tf.reshape(gradient, [-1, channels]), 0);
    const maps = tf.tensor(values, [height * width, channels]);
    const cam = tf.relu(tf.sum(tf.mul(maps, weights), 1));
    const both = tf.concat([cam, tf.reshape(output, [-1])]);
    output.dispose();
    return both;
  });
  const read = await subject.backend.read(packed);
  packed.dispose();
  const pixels = height * width;
  const probability = asClasses(read.slice(pixels))[classIndex] ?? Number.NaN;
  return { width, height, values: read.slice(0, pixels), classIndex, probability };
}

interface Progress {
  readonly signal: AbortSignal;
  readonly breathe: () => Promise<void>;
  readonly tell: (done: number) => void;
}

/** Covered images at once. */
const most = 32;

/** How probable the class is with a square of the image covered, for every place of the square (Zeiler and Fergus 2014). */
export async function occlusion(
  subject: Subject,
  { picture, classIndex, size, stride, fill }: OcclusionQuestion,
  { signal, breathe, tell }: Progress,
): Promise<OcclusionAnswer> {
  const { shown, imageSize } = subject;
  const [height, width, depth] = picture;
  const places = (length: number): number => Math.floor(Math.max(0, length - size) / stride) + 1;
  const [rows, columns] = [places(height), places(width)];
  const values = new Float32Array(rows * columns);
  const [whole] = await subject.probabilities(shown, 1);
  for (let from = 0; from < values.length; from += most) {
    signal.throwIfAborted();
    const some = Math.min(most, values.length - from);
    const covered = new Float32Array(some * imageSize);
    for (let i = 0; i < some; i++) {
      const image = covered.subarray(i * imageSize, (i + 1) * imageSize);
      image.set(shown);
      const top = Math.floor((from + i) / columns) * stride;
      const left = ((from + i) % columns) * stride;
      for (let y = top; y < Math.min(height, top + size); y++) {
        for (let x = left; x < Math.min(width, left + size); x++) {
          for (let c = 0; c < depth; c++) image[(y * width + x) * depth + c] = fill[c] ?? 0;
        }
      }
    }
    const found = await subject.probabilities(covered, some);
    found.forEach((row, i) => {
      values[from + i] = row[classIndex] ?? Number.NaN;
    });
    tell((from + some) / values.length);
    await breathe();
  }
  return { rows, columns, values, probability: whole?.[classIndex] ?? Number.NaN };
}

/** Class probabilities of the image moved by whole pixels; where it has left, `fill` shows. */
export async function shifted(
  subject: Subject,
  { picture, shifts, fill }: ShiftQuestion,
  { signal, breathe, tell }: Progress,
): Promise<{ readonly probabilities: readonly Float32Array[] }> {
  const { shown, imageSize } = subject;
  const [height, width, depth] = picture;
  const moved = new Float32Array(shifts.length * imageSize);
  shifts.forEach(([right, down], i) => {
    const image = moved.subarray(i * imageSize, (i + 1) * imageSize);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [fromX, fromY] = [x - right, y - down];
        const inside = fromX >= 0 && fromY >= 0 && fromX < width && fromY < height;
        for (let c = 0; c < depth; c++) {
          image[(y * width + x) * depth + c] = inside
            ? (shown[(fromY * width + fromX) * depth + c] ?? 0)
            : (fill[c] ?? 0);
        }
      }
    }
  });
  const probabilities = await subject.probabilities(moved, shifts.length, async (done) => {
    signal.throwIfAborted();
    tell(done / shifts.length);
    await breathe();
  });
  return { probabilities };
}
