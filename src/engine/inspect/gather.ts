import * as tf from '@tensorflow/tfjs-core';
import { type Dataset, labelsOf, type Split } from '../data/dataset.ts';
import type { Answers } from '../train/answers.ts';
import type { TaskFigures } from './evaluation.ts';
import { LabelScores } from './label-scores.ts';
import { MaskScores } from './mask-scores.ts';
import { NumberScores } from './number-scores.ts';
import { asClasses } from './probabilities.ts';
import { Scores } from './scores.ts';

/** What an evaluation reads of each sample, and the figures that it makes of them. */
export interface Gatherer {
  /** What is read of a batch, `[batch, …]` float32. Inside `tf.tidy`. */
  pack(output: tf.Tensor, answers: Answers): tf.Tensor;
  /** @param row what was packed of one sample */
  add(index: number, row: Float32Array, loss: number): void;
  figures(): TaskFigures;
}

export function gathererOf(dataset: Dataset, split: Split): Gatherer {
  const { targets } = split;
  switch (targets.kind) {
    case 'classes': {
      const scores = new Scores(dataset.classes.length);
      const labels = labelsOf(split);
      return {
        pack: (output) => output,
        add: (index, row) => scores.add(index, labels[index] ?? 0, asClasses(row)),
        figures: () => scores.figures(),
      };
    }
    case 'manyLabels': {
      const width = dataset.classes.length;
      const scores = new LabelScores(width);
      const wanted = (index: number): Uint8Array => targets.values.subarray(index * width, (index + 1) * width);
      return {
        pack: (output) => output,
        add: (index, row, loss) => scores.add(index, wanted(index), row, loss),
        figures: () => scores.figures(),
      };
    }
    case 'values': {
      const { names, values } = targets;
      const scores = new NumberScores(names, deviationsOf(values, names.length));
      const wanted = (index: number): Float32Array => values.slice(index * names.length, (index + 1) * names.length);
      return {
        pack: (output) => output,
        add: (index, row) => scores.add(index, wanted(index), row.slice()),
        figures: () => scores.figures(),
      };
    }
    case 'masks': {
      const [height = 1, width = 1] = dataset.sampleShape;
      const scores = new MaskScores(dataset.classes.length, [height, width]);
      const pixels = height * width;
      return {
        pack: packMasks,
        add: (index, row) => scores.add(index, row.subarray(pixels), row.subarray(0, pixels)),
        figures: () => scores.figures(),
      };
    }
  }
}

/** The class said of each pixel, then the right one: small next to a probability for each class. */
function packMasks(output: tf.Tensor, answers: Answers): tf.Tensor {
  const [batch = 1] = output.shape;
  const said = output.shape.at(-1) === 1 ? tf.greater(tf.squeeze(output, [-1]), 0.5) : tf.argMax(output, -1);
  const wanted = answers.kind === 'values' ? answers.values : answers.labels;
  return tf.concat(
    [said, wanted].map((tensor) => tf.cast(tf.reshape(tensor, [batch, -1]), 'float32')),
    1,
  );
}

function deviationsOf(values: Float32Array, width: number): readonly number[] {
  const count = Math.max(1, values.length / width);
  return Array.from({ length: width }, (_, output) => {
    let [sum, squares] = [0, 0];
    for (let i = output; i < values.length; i += width) sum += values[i] ?? 0;
    for (let i = output; i < values.length; i += width) squares += ((values[i] ?? 0) - sum / count) ** 2;
    return Math.sqrt(squares / count);
  });
}
