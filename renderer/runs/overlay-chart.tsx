import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { useApp } from '../app.ts';
import { formatFull, formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ownColour } from '../training/run-looks.ts';
import { useRunName } from '../training/use-runs.ts';
import { formatSeconds, measureText, tickText } from './figure-text.ts';
import { useMeasureName } from './measure-name.ts';
import { type CurveAxis, type CurveSplit, hasSides, overlayOf } from './overlay.ts';
import { type Line, LineChart } from './plot/line-chart.tsx';
import { useRevision } from './use-revision.ts';

interface OverlayChartProps {
  readonly runs: readonly RunRecord[];
  readonly measure: string;
  readonly split: CurveSplit;
  readonly axis: CurveAxis;
  readonly log: boolean;
  readonly smoothing: number;
  /** Unless each run has its own colour. */
  readonly colourOf?: (run: RunRecord) => string;
  readonly svgRef?: Ref<SVGSVGElement>;
}

const measureKind = (measure: string) =>
  measure.toLowerCase().includes('accuracy') ? 'share' : measure === 'samplesPerSecond' ? 'count' : 'plain';

/** One measure of several runs over epochs, steps or time. Validation is dashed where training is drawn too. */
export function OverlayChart({
  runs,
  measure,
  split,
  axis,
  log,
  smoothing,
  colourOf = ownColour,
  svgRef,
}: OverlayChartProps) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const app = useApp();
  const nameOf = useRunName();
  const measureName = useMeasureName();
  const revision = useRevision();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the curves change in place; the revision says when
  const lines = useMemo(
    () =>
      runs.flatMap((run) =>
        overlayOf(run, app.runs.curves(run.id), { measure, split, axis, smoothing }).map(
          ({ side, raw, xs, ys }): Line => ({
            id: `${run.id} ${side} ${raw}`,
            name: !hasSides(measure)
              ? nameOf(run)
              : t(side === 'train' ? 'curves.trainOf' : 'curves.val', { name: nameOf(run) }),
            colour: `var(${colourOf(run)})`,
            ...(side === 'validation' && split === 'both' ? { dash: '5 3' } : {}),
            faint: raw,
            xs,
            ys,
          }),
        ),
      ),
    [runs, measure, split, axis, smoothing, colourOf, revision, locale],
  );
  const x = useMemo(
    () => ({
      name: t(`curves.${axis}`),
      format: (value: number) =>
        axis === 'time'
          ? formatSeconds(value, locale)
          : Number.isInteger(value)
            ? formatFull(value, locale)
            : formatPlain(Number(value.toFixed(2)), locale),
    }),
    [axis, locale, t],
  );
  const name = measureName(measure);
  const y = useMemo(
    () => ({
      name,
      format: (value: number) => measureText(measure, value, locale),
      tick: (value: number) => tickText(measureKind(measure), value, locale),
      log,
      ...(measure.toLowerCase().includes('accuracy') ? { within: [0, 1] as const } : {}),
    }),
    [name, measure, log, locale],
  );
  const counted = axis !== 'step' || runs.some(({ stepsPerEpoch }) => stepsPerEpoch !== undefined);
  return (
    <LineChart
      label={t('curves.label', { measure: name, count: runs.length })}
      lines={lines}
      x={x}
      y={y}
      empty={t(counted ? 'curves.empty' : 'curves.noSteps')}
      {...(svgRef ? { svgRef } : {})}
    />
  );
}
