import { useTranslation } from 'react-i18next';
import { metricNames } from '../../src/core/document/tasks.ts';

/** `valTop2Accuracy` → `top2Accuracy`; `null` for what is not of held-out data. */
const heldOut = (measure: string): string | null =>
  /^val[A-Z]/.test(measure) ? `${measure.charAt(3).toLowerCase()}${measure.slice(4)}` : null;

/** What a measure is called; metrics without a name of their own keep Keras's. */
export function useMeasureName(): (measure: string) => string {
  const { t } = useTranslation(['runs', 'compile']);
  const nameOf = (measure: string): string => {
    switch (measure) {
      case 'loss':
        return t('runs:curves.loss');
      case 'learningRate':
        return t('runs:curves.learningRate');
      case 'gradientNorm':
        return t('runs:curves.gradientNorm');
      case 'samplesPerSecond':
        return t('runs:curves.samplesPerSecond');
      default: {
        const metric = metricNames.find((name) => name === measure);
        if (metric) return t(`compile:metrics.${metric}`);
        const trained = heldOut(measure);
        return trained ? t('runs:curves.val', { name: nameOf(trained) }) : measure;
      }
    }
  };
  return nameOf;
}
