import { ChartSpline, Table2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp, useRuns } from '../../app.ts';
import { formatPercent, formatSmall, type Locale } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { runColour } from '../run-looks.ts';
import { throttleLatest } from '../throttle.ts';
import { useRunName } from '../use-runs.ts';
import styles from './chart.module.css';
import { chartCurves, type Measure, valueRange } from './curves.ts';
import { EpochTable } from './epoch-table.tsx';
import { formatMeasure } from './format-measure.ts';
import { createPlot, readStyle } from './plot.ts';
import { useMeasureName } from './use-measure-name.ts';
import { useThemeKey } from './use-theme-key.ts';

interface CurveChartProps {
  readonly run: RunRecord;
  readonly measure: Measure;
  /** How far the run has come, in epochs; `null` when it is over. */
  readonly progress: number | null;
  /** Latest figures, beside their curve's key. */
  readonly train: number | null;
  readonly validation: number | null;
  /** The lowest chart names the other runs and the axis for all. */
  readonly withOthers?: boolean;
}

/** Loss or accuracy of the shown run and of the other visible ones, as a chart or as a table. */
export function CurveChart({ run, measure, progress, train, validation, withOthers = false }: CurveChartProps) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const name = useRunName();
  const [asTable, setAsTable] = useState(false);
  const others = useOtherRuns(run);
  const title = useMeasureName()(run, measure);
  const trainText = formatMeasure(train, measure, locale);
  const valText = formatMeasure(validation, measure, locale);
  const label = t('chart.label', { name: title, train: trainText, val: valText });
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{title}</span>
        {measure === 'loss' ? <span className={styles.scale}>{t('chart.log')}</span> : null}
        <span className={styles.legend}>
          <span className={styles.key}>
            <i className={styles.trainKey} />
            {t('chart.train')} <b>{trainText}</b>
          </span>
          <span className={styles.key}>
            <i className={styles.valKey} />
            {t('chart.val')} <b>{valText}</b>
          </span>
        </span>
        <IconButton
          size="small"
          label={t(asTable ? 'chart.plot' : 'chart.table', { name: title })}
          pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <ChartSpline size={13} /> : <Table2 size={13} />}
        </IconButton>
      </figcaption>
      {asTable ? (
        <EpochTable run={run} measure={measure} />
      ) : (
        <Plot run={run} measure={measure} progress={progress} label={label} others={others} />
      )}
      {withOthers && !asTable ? (
        <p className={styles.others}>
          {others.map((other) => (
            <span key={other.id} className={styles.key}>
              <i className={styles.otherKey} style={{ borderColor: `var(${runColour(other, false, false)})` }} />
              {t('chart.other', { name: name(other) })}
            </span>
          ))}
          <span className={styles.axisName} aria-hidden="true">
            {t('chart.epoch')}
          </span>
        </p>
      ) : null}
    </figure>
  );
}

function useOtherRuns(run: RunRecord): readonly RunRecord[] {
  const records = useRuns((state) => state.records);
  const hidden = useRuns((state) => state.hidden);
  return useMemo(
    () => records.filter(({ id, epochs }) => id !== run.id && !hidden.has(id) && epochs.length > 0),
    [records, hidden, run.id],
  );
}

type PlotProps = Pick<CurveChartProps, 'run' | 'measure' | 'progress'> & {
  readonly label: string;
  readonly others: readonly RunRecord[];
};

function Plot({ run, measure, progress, label, others }: PlotProps) {
  const { runs } = useApp();
  const locale = useLocale();
  const theme = useThemeKey();
  const container = useRef<HTMLDivElement>(null);
  const latest = useRef({ run, progress, others });
  latest.current = { run, progress, others };
  const redraw = useRef<() => void>(() => undefined);
  const colours = others.map((other) => runColour(other, false, false)).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page when it changes
  useEffect(() => {
    const element = container.current;
    if (!element) return;
    const computed = getComputedStyle(element);
    const plot = createPlot(element, {
      measure,
      style: readStyle(element),
      otherColours: colours === '' ? [] : colours.split(',').map((token) => computed.getPropertyValue(token).trim()),
      formatTick: (value) => formatTick(value, measure, locale),
    });
    const draw = () => {
      const shown = latest.current;
      const curves = chartCurves(shown.run, runs.curves(shown.run.id)[measure], shown.others, measure);
      const last = Math.max(1, shown.run.settings.epochs, shown.run.epochs.at(-1)?.epoch ?? 0);
      plot.show({
        curves,
        range: valueRange(curves, measure) ?? [measure === 'loss' ? 0.1 : 0, 1],
        epochs: last,
        progress: shown.progress,
        bestEpoch: shown.run.bestEpoch,
        changes: shown.run.changes?.map(({ epoch }) => epoch) ?? [],
      });
    };
    const throttled = throttleLatest<void>(125, draw);
    redraw.current = () => throttled();
    draw();
    const stop = runs.subscribe((state, before) => {
      if (state.revision !== before.revision) throttled();
    });
    const observer = new ResizeObserver(() => plot.resize(element.clientWidth, element.clientHeight));
    observer.observe(element);
    return () => {
      throttled.cancel();
      stop();
      observer.disconnect();
      plot.destroy();
    };
  }, [runs, measure, colours, locale, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn comes through the ref
  useEffect(() => redraw.current(), [run, progress, others]);

  return <div ref={container} className={styles.plot} role="img" aria-label={label} data-measure={measure} />;
}

function formatTick(value: number, measure: Measure, locale: Locale): string {
  if (measure === 'accuracy') return formatPercent(value, locale, 0);
  if (value < 1e-3 || value >= 1e6) return formatSmall(value, locale, 3);
  return new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-US', { maximumSignificantDigits: 2 }).format(value);
}
