import * as tf from '@tensorflow/tfjs-core';
import { rectifierNames } from '../watch/rectifiers.ts';
import type { SilentAnswer } from './protocol.ts';
import type { Subject } from './subject.ts';

/** Samples at once. */
const most = 32;

/** Units of each rectifier that give 0 for every one of these samples. */
export async function silentUnits(
  subject: Subject,
  values: Float32Array,
  breathe: () => Promise<void>,
): Promise<SilentAnswer> {
  const rectifiers = rectifierNames(subject.target.network);
  const seen = subject.program.layers.filter(({ name, nodeId }) => nodeId !== undefined && rectifiers.has(name));
  const count = values.length / subject.imageSize;
  const units = seen.map(({ layer }) => layer.outputShape.at(-1) ?? 1);
  const highest = units.map((size) => new Float32Array(size).fill(Number.NEGATIVE_INFINITY));
  for (let from = 0; from < count && seen.length > 0; from += most) {
    const some = Math.min(most, count - from);
    const part = values.subarray(from * subject.imageSize, (from + some) * subject.imageSize);
    const packed = tf.tidy(() => {
      const reached = new Map<string, tf.Tensor>();
      const x = subject.images(part, some);
      subject.run(subject.program, x, {
        visit: ({ name }, output) => {
          if (!rectifiers.has(name)) return;
          reached.set(name, tf.max(tf.reshape(output, [-1, output.shape.at(-1) ?? 1]), 0));
        },
      });
      return tf.concat(seen.flatMap(({ name }) => reached.get(name) ?? []));
    });
    const read = await subject.backend.read(packed);
    packed.dispose();
    let start = 0;
    for (const own of highest) {
      for (let unit = 0; unit < own.length; unit++) own[unit] = Math.max(own[unit] ?? 0, read[start + unit] ?? 0);
      start += own.length;
    }
    await breathe();
  }
  return {
    samples: count,
    layers: seen.map(({ nodeId = '', name }, i) => ({
      nodeId,
      name,
      dead: (highest[i] ?? []).filter((value) => value <= 0).length,
      units: units[i] ?? 0,
    })),
  };
}
