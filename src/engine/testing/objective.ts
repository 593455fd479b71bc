import type { LossName, MetricName } from '../../core/document/tasks.ts';
import type { Objective } from '../train/step.ts';

/** How an output of so many units is judged, with no number of its own. */
export const objectiveOf = (loss: LossName, metrics: readonly MetricName[], units: number): Objective => ({
  loss,
  metrics,
  units,
  options: { topK: 5, centres: [] },
});
