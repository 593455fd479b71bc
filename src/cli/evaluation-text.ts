import type { Evaluation } from '../engine/inspect/evaluation.ts';
import { percent } from './progress.ts';
import { count, table } from './table.ts';

const figure = (value: number | null): string => (value === null ? '—' : String(Number(value.toPrecision(4))));

/** The figures of an evaluation as lines and a table. */
export function evaluationText(evaluation: Evaluation, classes: readonly string[]): readonly string[] {
  const loss = `loss ${evaluation.loss.toFixed(4)}`;
  const rows = (cells: readonly (readonly string[])[], ...heads: readonly string[]): string =>
    table(
      heads,
      cells,
      heads.map((_, i) => (i === 0 ? 'left' : 'right')),
    );
  const named = (i: number): string => classes[i] ?? String(i);
  switch (evaluation.task) {
    case 'oneLabel':
      return [
        `Accuracy ${percent(evaluation.accuracy)} · ${loss} · macro F1 ${percent(evaluation.macroF1)} · weighted F1 ${percent(evaluation.weighted.f1)}`,
        rows(
          evaluation.perClass.map(({ precision, recall, f1, support }, i) => [
            named(i),
            percent(precision),
            percent(recall),
            percent(f1),
            count(support),
          ]),
          'Class',
          'Precision',
          'Recall',
          'F1',
          'Samples',
        ),
      ];
    case 'manyLabel':
      return [
        `Macro F1 ${percent(evaluation.macroF1)} · ${loss} · exact match ${percent(evaluation.exactMatch)} · Hamming loss ${percent(evaluation.hammingLoss)}`,
        rows(
          evaluation.curves.map((curve, i) => [
            named(i),
            figure(curve?.area ?? null),
            figure(curve?.averagePrecision ?? null),
          ]),
          'Label',
          'AUC',
          'Average precision',
        ),
      ];
    case 'regression':
      return [
        `R² ${figure(evaluation.r2)} · ${loss}`,
        rows(
          evaluation.perOutput.map((output) => [
            output.name,
            figure(output.r2),
            figure(output.meanAbsoluteError),
            figure(output.rootMeanSquaredError),
            figure(output.maxError),
          ]),
          'Output',
          'R²',
          'MAE',
          'RMSE',
          'Largest error',
        ),
      ];
    case 'segmentation':
      return [
        `Mean IoU ${percent(evaluation.meanIoU)} · ${loss} · pixel accuracy ${percent(evaluation.pixelAccuracy)} · mean Dice ${percent(evaluation.meanDice)}`,
        rows(
          evaluation.perClass.map(({ iou, dice, support }, i) => [named(i), figure(iou), figure(dice), count(support)]),
          'Class',
          'IoU',
          'Dice',
          'Pixels',
        ),
      ];
  }
}
