import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { betterWhen, type FigureName, figureNames, runFigure } from '../../src/core/runs/figures.ts';
import { commonAccuracy, epochsToReach, secondsToReach } from '../../src/core/runs/outcome.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useRunName } from '../training/use-runs.ts';
import { NumberField } from '../ui/fields.tsx';
import { ClassTable } from './class-table.tsx';
import { figureDifference, figureText, formatSeconds } from './figure-text.ts';
import styles from './runs.module.css';
import { Tab, type TabProps } from './tab.tsx';
import { totalsOfRun } from './totals.ts';

/** Every figure of each run, with its difference to the first one's, and how soon each came to an accuracy. */
export function OutcomeTab({ bar, runs }: TabProps) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const nameOf = useRunName();
  const common = commonAccuracy(runs);
  const [own, setOwn] = useState<number | null>(null);
  if (runs.length < 2) return <Tab bar={bar}>{<p className={styles.empty}>{t('needTwo')}</p>}</Tab>;
  const target = own ?? common;
  const read = (name: FigureName) => runs.map((run) => runFigure(name, run, totalsOfRun(run)));
  const figures = figureNames.map((name) => ({ name, values: read(name) }));
  const known = figures.filter(({ values }) => values.some((value) => value !== null));
  const value = target === null ? '' : formatPercent(target, locale);
  const controls = (
    <span className={styles.field}>
      {t('outcome.accuracyToReach')}
      <span style={{ width: 80, display: 'inline-flex' }}>
        <NumberField
          label={t('outcome.accuracyToReach')}
          value={Number(((target ?? 0.9) * 100).toFixed(1))}
          min={0}
          max={100}
          step={1}
          unit="%"
          onChange={(percent) => setOwn(percent / 100)}
        />
      </span>
    </span>
  );
  return (
    <Tab bar={bar} controls={controls}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">{t('outcome.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.first}>
                <span className={styles.small}>{t('outcome.name')}</span>
              </th>
              {runs.map((run) => (
                <th key={run.id} scope="col" data-numeric="">
                  <span className={styles.small}>{nameOf(run)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {known.map(({ name, values }) => (
              <FigureRow key={name} name={name} values={values} runs={runs} />
            ))}
            {target === null ? null : (
              <>
                <tr>
                  <th scope="row" className={styles.first}>
                    {t('outcome.reach', { value })}
                  </th>
                  {runs.map((run) => {
                    const epochs = epochsToReach(run, target);
                    return (
                      <td key={run.id} data-numeric="">
                        {epochs === null ? t('outcome.never') : formatFull(epochs, locale)}
                      </td>
                    );
                  })}
                </tr>
                <tr>
                  <th scope="row" className={styles.first}>
                    {t('outcome.reachTime', { value })}
                  </th>
                  {runs.map((run) => {
                    const seconds = secondsToReach(run, target);
                    return (
                      <td key={run.id} data-numeric="">
                        {seconds === null ? '—' : formatSeconds(seconds, locale)}
                      </td>
                    );
                  })}
                </tr>
              </>
            )}
          </tbody>
        </table>
        <ClassTable runs={runs} />
        <p className={styles.note}>{t('outcome.baseline')}</p>
      </div>
    </Tab>
  );
}

interface FigureRowProps {
  readonly name: FigureName;
  readonly values: readonly (number | null)[];
  readonly runs: readonly RunRecord[];
}

function FigureRow({ name, values, runs }: FigureRowProps) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const [base] = values;
  const known = values.filter((value) => value !== null);
  const best =
    betterWhen[name] === 'more' ? Math.max(...known) : betterWhen[name] === 'less' ? Math.min(...known) : null;
  const apart = new Set(known).size > 1;
  return (
    <tr>
      <th scope="row" className={styles.first}>
        {t(`figure.${name}`)}
      </th>
      {runs.map((run, i) => {
        const value = values[i] ?? null;
        const text = figureText(name, value, locale);
        const difference = i === 0 || base == null || value === null ? null : value - base;
        return (
          <td key={run.id} data-numeric="">
            {apart && value !== null && value === best ? <b>{text}</b> : text}
            {difference === null ? null : (
              <span className={styles.small}>{figureDifference(name, difference, locale)}</span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
