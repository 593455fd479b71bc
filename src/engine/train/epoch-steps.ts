import type { TrainingSettings } from '../../core/document/schema.ts';
import type { Dataset } from '../data/dataset.ts';

/**
 * How the engine divides an epoch (`batches.ts`): data with its own validation images hold out none,
 * others the share asked for; the last batch is filled up, so it counts as a whole step.
 */
export function stepsOf(
  dataset: Dataset,
  { validationShare, batchSize }: Pick<TrainingSettings, 'validationShare' | 'batchSize'>,
): {
  readonly heldOut: number;
  readonly trained: number;
  readonly stepsPerEpoch: number;
  readonly validationSteps: number;
} {
  const { train, validation } = dataset.splits;
  const heldOut =
    validation.count > 0 ? 0 : Math.max(0, Math.min(train.count - 1, Math.round(train.count * validationShare)));
  const trained = train.count - heldOut;
  // A batch is never larger than the images there are to train on.
  const size = Math.min(batchSize, trained);
  const checked = validation.count > 0 ? validation.count : heldOut;
  return {
    heldOut,
    trained,
    stepsPerEpoch: Math.ceil(trained / size),
    validationSteps: Math.ceil(checked / size),
  };
}
