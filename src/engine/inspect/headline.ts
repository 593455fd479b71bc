import type { MetricName } from '../../core/document/tasks.ts';
import type { Evaluation } from './evaluation.ts';

/** The one figure that says most of an evaluation, from 0, or below for a bad regression, to 1. */
export function headline(evaluation: Evaluation): { readonly name: MetricName; readonly value: number } {
  switch (evaluation.task) {
    case 'oneLabel':
      return { name: 'accuracy', value: evaluation.accuracy };
    case 'manyLabel':
      return { name: 'f1Score', value: evaluation.macroF1 };
    case 'regression':
      return { name: 'r2Score', value: evaluation.r2 };
    case 'segmentation':
      return { name: 'meanIoU', value: evaluation.meanIoU };
  }
}
