import type { RunRecord } from '../document/runs.ts';
import { csvTable } from '../figures/tables.ts';
import { extraMetrics, figureNames, type RunTotals, runFigure } from './figures.ts';
import { flatSettings, settingNames } from './settings.ts';

/* Tables for spreadsheets and scripts: RFC 4180, the same in every language, numbers in full precision. */

export type TotalsOf = (run: RunRecord) => RunTotals | null;

/** A line a run: what it is, its figures, its metrics at the end, and every setting. What is not known is empty. */
export function runsCsv(runs: readonly RunRecord[], totalsOf: TotalsOf): string {
  const [extras, names, drawn] = [extraMetrics(runs), settingNames(runs), trialKeys(runs)];
  const header = [
    ...['run', 'name', 'starred', 'state', 'started_at', 'backend', 'device', 'notes'],
    ...figureNames.map(snake),
    ...extras.map(snake),
    'search',
    'trial',
    ...drawn.map((key) => `drawn ${key}`),
    ...names,
  ];
  const rows = runs.map((run) => {
    const totals = totalsOf(run);
    const settings = flatSettings(run.settings);
    return [
      run.number,
      run.name,
      run.starred === true,
      run.state,
      run.startedAt,
      run.device?.backend ?? null,
      run.device?.device ?? null,
      run.notes ?? null,
      ...figureNames.map((name) => runFigure(name, run, totals)),
      ...extras.map((name) => run.epochs.at(-1)?.extra[name] ?? null),
      run.trial?.search ?? null,
      run.trial?.number ?? null,
      ...drawn.map((key) => run.trial?.values[key] ?? null),
      ...names.map((name) => settings[name] ?? null),
    ];
  });
  return csvTable(header, rows);
}

/** A line an epoch of every run. */
export function epochsCsv(runs: readonly RunRecord[]): string {
  const extras = [...new Set(runs.flatMap(({ epochs }) => epochs.flatMap(({ extra }) => Object.keys(extra))))];
  const header = [
    ...['run', 'name', 'epoch', 'loss', 'accuracy', 'val_loss', 'val_accuracy', 'learning_rate'],
    ...['samples_per_second', 'seconds'],
    ...extras.map(snake),
  ];
  const rows = runs.flatMap(({ number, name, epochs }) =>
    epochs.map((epoch) => [
      number,
      name,
      epoch.epoch,
      epoch.loss,
      epoch.accuracy,
      epoch.valLoss,
      epoch.valAccuracy,
      epoch.learningRate ?? null,
      epoch.samplesPerSecond,
      epoch.seconds,
      ...extras.map((extra) => epoch.extra[extra] ?? null),
    ]),
  );
  return csvTable(header, rows);
}

/** What searches drew for any of these runs. */
export const trialKeys = (runs: readonly Pick<RunRecord, 'trial'>[]): readonly string[] => [
  ...new Set(runs.flatMap(({ trial }) => Object.keys(trial?.values ?? {}))),
];

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
