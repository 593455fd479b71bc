import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { ownColour } from '../training/run-looks.ts';
import { useRunName } from '../training/use-runs.ts';
import { Select } from '../ui/choice.tsx';
import { CurveControls } from './curve-controls.tsx';
import { useMeasureName } from './measure-name.ts';
import { measuresOf } from './overlay.ts';
import { OverlayChart } from './overlay-chart.tsx';
import styles from './runs.module.css';
import { SaveChartMenu } from './save-chart-menu.tsx';
import { Tab, type TabProps } from './tab.tsx';
import { runsViewOf, useRunsView } from './view-state.ts';

/** One measure of all of them in one chart. */
export function CurvesTab({ bar, runs }: TabProps) {
  const { t } = useTranslation('runs');
  const view = runsViewOf(useApp());
  const svg = useRef<SVGSVGElement>(null);
  const nameOf = useRunName();
  const measureName = useMeasureName();
  const wanted = useRunsView((state) => state.measure);
  const [split, axis, log, smoothing] = [
    useRunsView((state) => state.split),
    useRunsView((state) => state.axis),
    useRunsView((state) => state.log),
    useRunsView((state) => state.smoothing),
  ];
  const measures = useMemo(() => measuresOf(runs), [runs]);
  const measure = measures.includes(wanted) ? wanted : 'loss';
  const controls = (
    <>
      <span className={styles.select}>
        <Select
          label={t('curves.measure')}
          value={measure}
          choices={measures.map((value) => ({ value, label: measureName(value) }))}
          onChange={(value) => view.setState({ measure: value })}
        />
      </span>
      <CurveControls />
      <SaveChartMenu svg={svg} title={measureName(measure)} />
    </>
  );
  return (
    <Tab bar={bar} controls={controls}>
      <div className={styles.chart}>
        <OverlayChart {...{ runs, measure, split, axis, log, smoothing }} svgRef={svg} />
      </div>
      {measure === 'gradientNorm' ? <p className={styles.note}>{t('curves.gradientNote')}</p> : null}
      <p className={styles.legend}>
        {runs.map((run) => (
          <span key={run.id}>
            <i style={{ background: `var(${ownColour(run)})` }} />
            {nameOf(run)}
          </span>
        ))}
      </p>
    </Tab>
  );
}
