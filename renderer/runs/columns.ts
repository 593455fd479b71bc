import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { betterWhen, extraMetrics, type FigureName, figureNames, runFigure } from '../../src/core/runs/figures.ts';
import { type Cell, differingSettings, flatSettings, settingNames } from '../../src/core/runs/settings.ts';
import { deviceText } from '../i18n/device-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { backendName, useProgressLine } from '../training/describe.ts';
import { figureText, measureText } from './figure-text.ts';
import { useMeasureName } from './measure-name.ts';
import { useSettingText } from './setting-text.ts';
import { totalsOfRun } from './totals.ts';
import { useRunsView } from './view-state.ts';

export interface Column {
  readonly id: string;
  readonly name: string;
  readonly numeric: boolean;
  readonly better: 'more' | 'less' | null;
  readonly value: (run: RunRecord) => Cell;
  readonly text: (run: RunRecord) => string;
  /** Shown unless it was turned off. */
  readonly usual: boolean;
  /** A setting that is not the same in all runs. */
  readonly differs?: boolean;
}

const usualFigures: ReadonlySet<FigureName> = new Set([
  'bestAccuracy',
  'bestLoss',
  'testAccuracy',
  'seconds',
  'samplesPerSecond',
  'parameters',
  'macs',
]);

/** Every column that these runs can have, and those that are shown: settings that differ stand first. */
export function useColumns(records: readonly RunRecord[]): readonly Column[] {
  const { t } = useTranslation(['runs', 'compile']);
  const locale = useLocale();
  const progress = useProgressLine();
  const settings = useSettingText();
  const measureName = useMeasureName();
  const differing = useMemo(() => new Set(differingSettings(records)), [records]);
  const setting = (name: string): Column => ({
    id: `setting ${name}`,
    name: settings.nameOf(name),
    numeric: records.some((run) => typeof flatSettings(run.settings)[name] === 'number'),
    better: null,
    value: (run) => flatSettings(run.settings)[name] ?? null,
    text: (run) => settings.textOf(name, flatSettings(run.settings)[name] ?? null),
    usual: differing.has(name),
    differs: differing.has(name),
  });
  const figure = (name: FigureName): Column => ({
    id: `figure ${name}`,
    name: t(`runs:figure.${name}`),
    numeric: true,
    better: betterWhen[name],
    value: (run) => runFigure(name, run, totalsOfRun(run)),
    text: (run) => figureText(name, runFigure(name, run, totalsOfRun(run)), locale),
    usual: usualFigures.has(name),
  });
  const metric = (name: string): Column => ({
    id: `metric ${name}`,
    name: measureName(name),
    numeric: true,
    better: null,
    value: (run) => run.epochs.at(-1)?.extra[name] ?? null,
    text: (run) => {
      const value = run.epochs.at(-1)?.extra[name];
      return value === undefined ? '—' : measureText(name, value, locale);
    },
    usual: false,
  });
  const words = (id: string, name: string, usual: boolean, text: (run: RunRecord) => string | null): Column => ({
    id,
    name,
    numeric: false,
    better: null,
    value: text,
    text: (run) => text(run) ?? '—',
    usual,
  });
  const names = settingNames(records);
  return [
    words('state', t('runs:column.state'), true, progress),
    ...names.filter((name) => differing.has(name)).map(setting),
    ...figureNames.map(figure),
    ...extraMetrics(records).map(metric),
    words('device', t('runs:column.device'), true, ({ device }) =>
      device ? `${backendName(device.backend)} · ${deviceText(device.device)}` : null,
    ),
    {
      ...words('startedAt', t('runs:column.startedAt'), false, ({ startedAt }) => dateText(startedAt, locale)),
      value: ({ startedAt }) => startedAt,
    },
    words('notes', t('runs:column.notes'), false, ({ notes }) => notes ?? null),
    {
      ...words('trial', t('runs:column.trial'), false, ({ trial }) => (trial ? String(trial.number) : null)),
      value: ({ trial }) => trial?.number ?? null,
      numeric: true,
    },
    ...names.filter((name) => !differing.has(name)).map(setting),
  ];
}

/** The columns among these that are on the screen. */
export function useShownColumns(columns: readonly Column[]): readonly Column[] {
  const chosen = useRunsView((state) => state.columns);
  return columns.filter(({ id, usual }) => chosen[id] ?? usual);
}

export const dateText = (iso: string, locale: 'en' | 'fr'): string => {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '—';
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(date);
};

/** In the order of a column; what has no value comes last, whichever the direction. */
export function sortedBy(runs: readonly RunRecord[], column: Column, down: boolean): readonly RunRecord[] {
  return [...runs].sort((a, b) => {
    const [x, y] = [column.value(a), column.value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
    return down ? -order : order;
  });
}
