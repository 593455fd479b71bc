import type { TrainingData } from '../../core/compile/training.ts';
import type { Dataset } from './dataset.ts';

/** What of data decides whether a network fits it. */
export function trainingDataOf({ classes, sampleShape, task, splits: { train } }: Dataset): TrainingData {
  const { targets, count } = train;
  return {
    classes: classes.length,
    imageShape: sampleShape,
    task,
    trainCount: count,
    ...(targets.kind === 'values' ? { outputs: targets.names.length } : {}),
  };
}
