import type { CompiledNetwork } from '../compile/topology.ts';
import type { RunData } from '../document/run-data.ts';
import { shapeSize } from '../math/shape.ts';

/** What a network's answers mean. */
export interface Meaning {
  readonly task: RunData['task'];
  /** Names in the order of the outputs. */
  readonly outputs: readonly string[];
  /** Without the batch. */
  readonly outputShape: readonly number[];
}

/** What is kept of an answer about one picture. */
export interface Answer {
  /** Probabilities of the classes or labels; numbers; of a mask, the share of its pixels in each class. */
  readonly values: Float32Array;
  /**
   * How sure it is, 0 to 1: of the class it chose, of the label that it is least certain about, or of a mask's pixels in
   * the mean; `null` for numbers, which come without.
   */
  readonly sureness: number | null;
}

/** A label holds above this probability. */
export const decision = 0.5;

/** What a run's answers mean; outputs that nobody named are numbered. Old runs are of one class a picture. */
export function meaningOf(
  { outputShape }: Pick<CompiledNetwork, 'outputShape'>,
  data: Pick<RunData, 'task' | 'outputs'> | undefined,
  classes: readonly string[] | null,
): Meaning {
  const { task = 'oneLabel' } = data ?? {};
  const units = outputShape.at(-1) ?? 1;
  // A single probability tells two classes apart.
  const count = units === 1 && task !== 'regression' && task !== 'manyLabel' ? 2 : units;
  const known = task === 'regression' ? data?.outputs : (classes ?? data?.outputs);
  const outputs = Array.from({ length: count }, (_, i) => known?.[i] ?? String(i));
  return { task, outputs, outputShape };
}

/** Index of the greatest value, the first of equal ones. */
export function greatest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}

/** @param output as the engine predicts it for one picture: a single sigmoid's as the probabilities of two classes */
export function answerOf(output: Float32Array, meaning: Meaning): Answer {
  switch (meaning.task) {
    case 'oneLabel':
      return { values: output, sureness: output[greatest(output)] ?? null };
    case 'manyLabel': {
      const values = labelsOf(output, meaning);
      return { values, sureness: values.reduce((least, p) => Math.min(least, Math.max(p, 1 - p)), 1) };
    }
    case 'regression':
      return { values: output, sureness: null };
    case 'segmentation':
      return maskAnswer(output, meaning);
  }
}

/** The names of the labels that hold. */
export const heldLabels = ({ values }: Answer, { outputs }: Meaning): readonly string[] =>
  outputs.filter((_, label) => (values[label] ?? 0) > decision);

/** Class of each pixel of a mask. A single value a pixel is the probability of the second of two classes. */
export function likeliest(output: Float32Array, pixels: number): Uint8Array {
  const units = output.length / pixels;
  return Uint8Array.from({ length: pixels }, (_, i) =>
    units === 1 ? Number((output[i] ?? 0) > decision) : greatest(output.subarray(i * units, (i + 1) * units)),
  );
}

/** A network with one label answers with the probabilities of it and of its absence, as if they were two classes. */
const labelsOf = (output: Float32Array, { outputs }: Meaning): Float32Array =>
  output.length === 2 && outputs.length === 1 ? output.slice(1) : output;

function maskAnswer(output: Float32Array, { outputs, outputShape }: Meaning): Answer {
  const pixels = shapeSize(outputShape.slice(0, -1));
  const units = output.length / pixels;
  const mask = likeliest(output, pixels);
  const counts = new Float64Array(outputs.length);
  let sure = 0;
  for (const [i, label] of mask.entries()) {
    counts[label] = (counts[label] ?? 0) + 1;
    const p = output[i * units + (units === 1 ? 0 : label)] ?? 0;
    sure += units === 1 ? Math.max(p, 1 - p) : p;
  }
  return { values: Float32Array.from(counts, (count) => count / pixels), sureness: sure / pixels };
}
