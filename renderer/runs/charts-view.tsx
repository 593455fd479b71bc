import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { useRuns } from '../app.ts';
import { runColour } from '../training/run-looks.ts';
import { useRunName, useShownRun } from '../training/use-runs.ts';
import { CurveControls } from './curve-controls.tsx';
import { useMeasureName } from './measure-name.ts';
import { measuresOf } from './overlay.ts';
import { OverlayChart } from './overlay-chart.tsx';
import styles from './runs.module.css';
import { SaveChartMenu } from './save-chart-menu.tsx';
import { useRunsView } from './view-state.ts';

/** All curves of the shown run and of the others that are not hidden, large: the middle of the Train step. */
export function ChartsView() {
  const { t } = useTranslation('runs');
  const nameOf = useRunName();
  const records = useRuns((state) => state.records);
  const hidden = useRuns((state) => state.hidden);
  const shown = useShownRun()?.id;
  const runs = useMemo(() => records.filter(({ id }) => id === shown || !hidden.has(id)), [records, hidden, shown]);
  const measures = useMemo(() => measuresOf(runs), [runs]);
  if (runs.length === 0) return <p className={styles.empty}>{t('none')}</p>;
  return (
    <section className={styles.charts} aria-label={t('curves.onlyBest')}>
      <div className={styles.tabBar}>
        <p className={styles.legend}>
          {runs.map((run) => (
            <span key={run.id}>
              <i style={{ background: `var(${runColour(run, run.id === shown, false)})` }} />
              {nameOf(run)}
            </span>
          ))}
        </p>
        <div className={styles.controls}>
          <CurveControls />
        </div>
      </div>
      <div className={styles.grid}>
        {measures.map((measure) => (
          <ChartCard key={measure} measure={measure} runs={runs} />
        ))}
      </div>
    </section>
  );
}

function ChartCard({ measure, runs }: { readonly measure: string; readonly runs: readonly RunRecord[] }) {
  const svg = useRef<SVGSVGElement>(null);
  const name = useMeasureName()(measure);
  const split = useRunsView((state) => state.split);
  const axis = useRunsView((state) => state.axis);
  const log = useRunsView((state) => state.log);
  const smoothing = useRunsView((state) => state.smoothing);
  const shown = useShownRun()?.id;
  // The shown run is blue here as in the panel beside.
  const colourOf = useCallback((run: RunRecord) => runColour(run, run.id === shown, false), [shown]);
  return (
    <section className={styles.card}>
      <header>
        <h3>{name}</h3>
        <SaveChartMenu svg={svg} title={name} />
      </header>
      <div className={styles.chart}>
        <OverlayChart
          {...{ runs, measure, split, axis, smoothing, colourOf }}
          log={log && measure !== 'accuracy'}
          svgRef={svg}
        />
      </div>
    </section>
  );
}
