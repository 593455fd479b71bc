import { useTranslation } from 'react-i18next';
import { type RunRecord, scoreName } from '../../../src/core/document/runs.ts';
import type { Measure } from './curves.ts';

/** What a chart of a run is called: the loss, or the figure that it is judged by. */
export function useMeasureName(): (run: RunRecord, measure: Measure) => string {
  const { t } = useTranslation(['train', 'compile']);
  return (run, measure) => {
    const score = scoreName(run);
    return measure === 'loss' || score === null || score === 'accuracy'
      ? t(`train:chart.${measure}`)
      : t(`compile:metrics.${score}`);
  };
}
