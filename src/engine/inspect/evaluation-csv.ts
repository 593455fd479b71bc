import { csvTable } from '../../core/figures/tables.ts';
import { atThreshold } from './at-threshold.ts';
import type { Evaluation } from './evaluation.ts';

/** `name` is of a class, a label or an output; `predicted` of the class that samples or pixels were taken for. */
const columns = ['measure', 'name', 'predicted', 'value'] as const;

type Row = readonly [measure: string, name: string, predicted: string, value: number | null];

/**
 * An evaluation as a table for spreadsheets and scripts, one figure a line: RFC 4180, the same in every language, numbers in
 * full precision. Shares are from 0 to 1; what is not known is empty.
 */
export function evaluationCsv(evaluation: Evaluation, classes: readonly string[]): string {
  const { count, loss } = evaluation;
  const rows = [...whole({ samples: count, loss }), ...taskRows(evaluation, classes)];
  return csvTable(columns, [['split', '', '', evaluation.split], ...rows]);
}

function taskRows(evaluation: Evaluation, classes: readonly string[]): readonly Row[] {
  const each = <T>(items: readonly T[], figures: (item: T) => Readonly<Record<string, number | null>>): Row[] =>
    items.flatMap((item, i) => figuresOf(classes[i] ?? '', figures(item)));
  switch (evaluation.task) {
    case 'oneLabel': {
      const { accuracy, calibrationError, macroF1, weighted } = evaluation;
      const topAccuracies = evaluation.topAccuracies.map((share, i): Row => [`top_${i + 1}_accuracy`, '', '', share]);
      return [
        ...whole({ accuracy, calibration_error: calibrationError, macro_f1: macroF1 }),
        ...whole({ weighted_precision: weighted.precision, weighted_recall: weighted.recall }),
        ...whole({ weighted_f1: weighted.f1 }),
        ...topAccuracies,
        ...each(evaluation.perClass, ({ precision, recall, f1, support }) => ({ precision, recall, f1, support })),
        ...confusionRows(evaluation.confusion, classes),
      ];
    }
    case 'manyLabel': {
      const { hammingLoss, exactMatch, macroF1 } = evaluation;
      return [
        ...whole({ hamming_loss: hammingLoss, exact_match: exactMatch, macro_f1: macroF1 }),
        ...each(evaluation.perLabel, (label) => {
          const { precision, recall, f1, there, said } = atThreshold(label, 50);
          return { precision, recall, f1, support: there, predicted: said };
        }),
      ];
    }
    case 'regression':
      return [
        ...whole({ r2: evaluation.r2 }),
        ...evaluation.perOutput.flatMap((output) =>
          figuresOf(output.name, {
            mean_absolute_error: output.meanAbsoluteError,
            mean_squared_error: output.meanSquaredError,
            root_mean_squared_error: output.rootMeanSquaredError,
            r2: output.r2,
            median_absolute_error: output.medianAbsoluteError,
            max_error: output.maxError,
            bias: output.bias,
          }),
        ),
      ];
    case 'segmentation': {
      const { pixelAccuracy, meanIoU, meanDice } = evaluation;
      return [
        ...whole({ pixel_accuracy: pixelAccuracy, mean_iou: meanIoU, mean_dice: meanDice }),
        ...each(evaluation.perClass, ({ iou, dice, precision, recall, support }) => ({
          iou,
          dice,
          precision,
          recall,
          support,
        })),
        ...confusionRows(evaluation.confusion, classes),
      ];
    }
  }
}

const figuresOf = (name: string, figures: Readonly<Record<string, number | null>>): Row[] =>
  Object.entries(figures).map(([measure, value]) => [measure, name, '', value]);

const whole = (figures: Readonly<Record<string, number | null>>): Row[] => figuresOf('', figures);

const confusionRows = (confusion: readonly (readonly number[])[], classes: readonly string[]): Row[] =>
  confusion.flatMap((counts, label) =>
    counts.map((count, predicted): Row => ['confusion', classes[label] ?? '', classes[predicted] ?? '', count]),
  );
