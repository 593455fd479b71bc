import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type FigureName, runFigure } from '../../src/core/runs/figures.ts';
import { paretoFront } from '../../src/core/runs/pareto.ts';
import { useApp } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { ownColour } from '../training/run-looks.ts';
import { useRunName, useShownRun } from '../training/use-runs.ts';
import { Select } from '../ui/choice.tsx';
import { figureText, tickKind, tickText } from './figure-text.ts';
import { ScatterChart } from './plot/scatter-chart.tsx';
import styles from './runs.module.css';
import { SaveChartMenu } from './save-chart-menu.tsx';
import { Tab, type TabProps } from './tab.tsx';
import { totalsOfRun } from './totals.ts';
import { runsViewOf, useRunsView } from './view-state.ts';

const costs: readonly FigureName[] = ['macs', 'parameters', 'weightBytes', 'seconds', 'secondsPerEpoch'];
const values: readonly FigureName[] = ['bestAccuracy', 'lastValAccuracy', 'testAccuracy'];

/** What the runs reach against what they cost, with the front of those that no other beats. */
export function TradeoffTab({ bar, runs }: TabProps) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const app = useApp();
  const view = runsViewOf(app);
  const svg = useRef<SVGSVGElement>(null);
  const nameOf = useRunName();
  const shown = useShownRun();
  const cost = useRunsView((state) => state.cost);
  const value = useRunsView((state) => state.value);
  const known = runs.flatMap((run) => {
    const totals = totalsOfRun(run);
    const [x, y] = [runFigure(cost, run, totals), runFigure(value, run, totals)];
    return x === null || y === null ? [] : [{ id: run.id, cost: x, value: y, run }];
  });
  const front = paretoFront(known);
  const points = known.map((one) => ({
    id: one.id,
    name: nameOf(one.run),
    colour: `var(${ownColour(one.run)})`,
    x: one.cost,
    y: one.value,
    marked: front.includes(one),
    selected: one.id === shown?.id,
  }));
  const [costName, valueName] = [t(`figure.${cost}`), t(`figure.${value}`)];
  const title = t('tradeoff.label', { cost: costName, value: valueName, count: points.length });
  const choice = (label: string, now: FigureName, names: readonly FigureName[], key: 'cost' | 'value') => (
    <span className={styles.field}>
      {label}
      <span className={styles.select}>
        <Select
          label={label}
          value={now}
          choices={names.map((name) => ({ value: name, label: t(`figure.${name}`) }))}
          onChange={(name) => view.setState({ [key]: name })}
        />
      </span>
    </span>
  );
  const controls = (
    <>
      {choice(t('tradeoff.value'), value, values, 'value')}
      {choice(t('tradeoff.cost'), cost, costs, 'cost')}
      <SaveChartMenu svg={svg} title={title} />
    </>
  );
  const missing = runs.length - points.length;
  return (
    <Tab bar={bar} controls={controls}>
      <div className={styles.chart}>
        <ScatterChart
          label={title}
          points={points}
          front={front.flatMap(({ id }) => points.find((point) => point.id === id) ?? [])}
          x={{
            name: costName,
            format: (at) => figureText(cost, at, locale),
            tick: (at) => tickText(tickKind(cost), at, locale),
            log: spread(known.map((one) => one.cost)),
          }}
          y={{
            name: valueName,
            format: (at) => figureText(value, at, locale),
            tick: (at) => tickText(tickKind(value), at, locale),
          }}
          empty={t('tradeoff.empty')}
          read={(point) => (
            <dl>
              <div>
                <dt>{valueName}</dt>
                <dd>{figureText(value, point.y, locale)}</dd>
              </div>
              <div>
                <dt>{costName}</dt>
                <dd>{figureText(cost, point.x, locale)}</dd>
              </div>
            </dl>
          )}
          onChoose={({ id }) => {
            app.runs.select(id);
            view.setState({ panel: 'run' });
          }}
          svgRef={svg}
        />
      </div>
      <p className={styles.note}>
        {front.length > 0 ? t('tradeoff.front', { names: front.map(({ run }) => nameOf(run)).join(', ') }) : null}{' '}
        {missing > 0 ? t('tradeoff.missing', { count: missing }) : null}
      </p>
    </Tab>
  );
}

/** Costs of more than a decade are told apart on a logarithmic axis alone. */
const spread = (costs: readonly number[]): boolean =>
  Math.min(...costs) > 0 && Math.max(...costs) > 10 * Math.min(...costs);
