import type { ClassScores } from '../../core/document/runs.ts';
import { atThreshold } from './at-threshold.ts';
import type { Evaluation } from './evaluation.ts';

/** More would make a project's file large with every run. */
const mostClasses = 256;

/** One figure of each class, to be kept with the run; `null` where there are no classes, or too many. */
export function classScores(evaluation: Evaluation, classes: readonly string[]): ClassScores | null {
  if (evaluation.task === 'regression' || classes.length > mostClasses) return null;
  const named = (scores: readonly Omit<ClassScores['scores'][number], 'name'>[]) =>
    scores.map((score, label) => ({ name: classes[label] ?? '', ...score }));
  switch (evaluation.task) {
    case 'oneLabel':
      return {
        measure: 'f1',
        scores: named(evaluation.perClass.map(({ f1, support }) => ({ score: f1, support }))),
      };
    case 'manyLabel': {
      const atHalf = evaluation.perLabel.map((label) => atThreshold(label, 50));
      return { measure: 'f1', scores: named(atHalf.map(({ f1, there }) => ({ score: f1, support: there }))) };
    }
    case 'segmentation':
      return {
        measure: 'iou',
        scores: named(evaluation.perClass.map(({ iou, support }) => ({ score: iou, support }))),
      };
  }
}
