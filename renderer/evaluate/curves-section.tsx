import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClassCurves, CurvePoint } from '../../src/engine/inspect/curves.ts';
import type { OneLabelEvaluation as Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { formatDecimals, formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Select } from '../ui/choice.tsx';
import { CalibrationDiagram } from './calibration-diagram.tsx';
import styles from './curves.module.css';
import evaluate from './evaluate.module.css';
import { UnitPlot } from './unit-plot.tsx';

interface Props {
  readonly curves: readonly (ClassCurves | null)[];
  /** Of one class each: its guesses and its confidence. */
  readonly evaluation?: Evaluation;
  readonly classes: readonly string[];
}

/** How each class is told from the others over every threshold, and whether confidence can be believed. */
export function CurvesSection({ curves, evaluation, classes }: Props) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const drawn = curves.flatMap((curve, label) => (curve ? [{ label, curve }] : []));
  const weakest = drawn.toSorted((a, b) => a.curve.area - b.curve.area)[0]?.label ?? 0;
  const [chosen, setChosen] = useState<number | null>(null);
  const label = chosen ?? weakest;
  const own = curves[label];
  const others = drawn.filter((one) => one.label !== label);
  // The first is the accuracy.
  const guesses = (evaluation?.topAccuracies ?? []).map((share, i) => ({ k: i + 1, share })).slice(1);
  const area = (value: number | undefined) => (value === undefined ? '—' : formatDecimals(value, 3, locale));
  return (
    <section className={styles.section}>
      <div className={evaluate.heading}>
        <h3>{t('curves.title')}</h3>
        <span className={styles.class}>
          <Select
            label={t('curves.class')}
            value={String(label)}
            choices={classes.map((name, i) => ({ value: String(i), label: name }))}
            onChange={(value) => setChosen(Number(value))}
          />
        </span>
        <p className={styles.top}>
          {guesses.map(({ k, share }) => (
            <span key={k}>
              {t('curves.top', { k: formatFull(k, locale) })} <b>{formatPercent(share, locale)}</b>
            </span>
          ))}
        </p>
      </div>
      <div className={styles.plots}>
        <UnitPlot
          title={t('curves.roc')}
          figure={t('curves.area', { value: area(own?.area) })}
          across={t('curves.falsePositives')}
          up={t('curves.truePositives')}
          own={own?.roc ?? []}
          others={others.map(({ curve }) => curve.roc)}
          diagonal
        />
        <UnitPlot
          title={t('curves.precisionRecall')}
          figure={t('curves.averagePrecision', { value: area(own?.averagePrecision) })}
          across={t('perClass.recall')}
          up={t('perClass.precision')}
          own={stepped(own?.precisionRecall ?? [])}
          others={others.map(({ curve }) => stepped(curve.precisionRecall))}
        />
        {evaluation ? <CalibrationDiagram evaluation={evaluation} /> : null}
      </div>
    </section>
  );
}

/** Precision holds from the recall before up to its own: what average precision adds up. */
const stepped = (points: readonly CurvePoint[]): readonly CurvePoint[] =>
  points.flatMap(([recall, precision], i) => [
    [points[i - 1]?.[0] ?? 0, precision] as const,
    [recall, precision] as const,
  ]);
