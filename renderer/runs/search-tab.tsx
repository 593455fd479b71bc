import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { trialKeys } from '../../src/core/runs/csv.ts';
import { runFigure } from '../../src/core/runs/figures.ts';
import { trialsIn } from '../../src/core/search/outcome.ts';
import { useApp } from '../app.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from '../search/search.module.css';
import { ownColour } from '../training/run-looks.ts';
import { useRunName, useShownRun } from '../training/use-runs.ts';
import { tickText } from './figure-text.ts';
import { ImportanceCard } from './importance-card.tsx';
import { type Line, LineChart } from './plot/line-chart.tsx';
import { ScatterChart } from './plot/scatter-chart.tsx';
import runsStyles from './runs.module.css';
import { SaveChartMenu } from './save-chart-menu.tsx';
import { useSettingText } from './setting-text.ts';
import { Tab, type TabProps } from './tab.tsx';
import { useVariedName } from './varied-name.ts';
import { runsViewOf } from './view-state.ts';

/** Of the newest search among these runs: the best accuracy after each trial, and every trial's by each thing that was varied. */
export function SearchTab({ bar, runs }: TabProps) {
  const { t } = useTranslation('runs');
  const newest = runs.findLast(({ trial }) => trial !== undefined)?.trial?.search;
  const trials = newest === undefined ? [] : trialsIn(runs, newest);
  if (trials.length === 0) return <Tab bar={bar}>{<p className={runsStyles.empty}>{t('search.noTrials')}</p>}</Tab>;
  return (
    <Tab bar={bar}>
      <div className={styles.scatters}>
        <BestSoFar trials={trials} />
        <ImportanceCard trials={trials} />
        {trialKeys(trials).map((key) => (
          <Influence key={key} name={key} trials={trials} />
        ))}
      </div>
    </Tab>
  );
}

const reached = (run: RunRecord): number | null => runFigure('bestAccuracy', run, null);

function BestSoFar({ trials }: { readonly trials: readonly RunRecord[] }) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const svg = useRef<SVGSVGElement>(null);
  const name = t('search.bestCurve');
  const lines = useMemo((): readonly Line[] => {
    const done = trials.flatMap((run) => reached(run) ?? []);
    let best = Number.NEGATIVE_INFINITY;
    const ys = done.map((value) => {
      best = Math.max(best, value);
      return best;
    });
    return [{ id: 'best', name, colour: 'var(--s-train)', stepped: true, xs: ys.map((_, i) => i + 1), ys }];
  }, [trials, name]);
  const x = { name: t('column.trial'), format: (value: number) => formatFull(value, locale) };
  const y = {
    name,
    log: false,
    format: (value: number) => formatPercent(value, locale),
    tick: (value: number) => tickText('share', value, locale),
  };
  return (
    <section className={runsStyles.card}>
      <header>
        <h3>{name}</h3>
        <SaveChartMenu svg={svg} title={name} />
      </header>
      <div className={runsStyles.chart}>
        <LineChart label={name} lines={lines} x={x} y={y} empty={t('tradeoff.empty')} svgRef={svg} />
      </div>
    </section>
  );
}

/** Words are told apart by their place on the axis. */
function Influence({ name, trials }: { readonly name: string; readonly trials: readonly RunRecord[] }) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const app = useApp();
  const nameOf = useRunName();
  const text = useSettingText();
  const shown = useShownRun()?.id;
  const svg = useRef<SVGSVGElement>(null);
  const values = trials.map(({ trial }) => trial?.values[name]);
  const words = [...new Set(values.filter((value) => typeof value !== 'number' && value !== undefined))];
  const points = trials.flatMap((run, i) => {
    const [value, y] = [values[i], reached(run)];
    if (value === undefined || y === null) return [];
    const x = typeof value === 'number' ? value : words.indexOf(value);
    return [{ id: run.id, name: nameOf(run), colour: `var(${ownColour(run)})`, x, y, selected: run.id === shown }];
  });
  const xs = points.map(({ x }) => x);
  const log = words.length === 0 && Math.min(...xs) > 0 && Math.max(...xs) > 10 * Math.min(...xs);
  const title = useVariedName()(name);
  const write = (value: number): string => {
    const word = words[value];
    if (words.length > 0) return word === undefined ? '' : text.textOf(name, word);
    return text.textOf(name, value);
  };
  const percent = (value: number) => formatPercent(value, locale);
  return (
    <section className={runsStyles.card}>
      <header>
        <h3>{title}</h3>
        <SaveChartMenu svg={svg} title={title} />
      </header>
      <div className={runsStyles.chart}>
        <ScatterChart
          label={t('search.influence', { name: title })}
          points={points}
          x={{ name: title, format: write, log }}
          y={{
            name: t('figure.bestAccuracy'),
            format: percent,
            tick: (value) => tickText('share', value, locale),
          }}
          empty={t('tradeoff.empty')}
          read={(point) => (
            <dl>
              <div>
                <dt>{title}</dt>
                <dd>{write(point.x)}</dd>
              </div>
              <div>
                <dt>{t('figure.bestAccuracy')}</dt>
                <dd>{percent(point.y)}</dd>
              </div>
            </dl>
          )}
          onChoose={({ id }) => {
            app.runs.select(id);
            runsViewOf(app).setState({ panel: 'run' });
          }}
          svgRef={svg}
        />
      </div>
    </section>
  );
}
