import type { Totals } from '../analysis/types.ts';
import { bestAccuracy, bestLoss, type RunRecord } from '../document/runs.ts';

/** What a run's network weighs, from the analysis of its drawing. */
export type RunTotals = Pick<Totals, 'parameters' | 'macs' | 'weightBytes' | 'activationBytes' | 'depth'>;

/** Every figure that runs are compared by. All are measured or computed; what is not known is `null`, never 0. */
export const figureNames = [
  'bestAccuracy',
  'bestLoss',
  'bestEpoch',
  'lastAccuracy',
  'lastLoss',
  'lastValAccuracy',
  'lastValLoss',
  'gap',
  'testAccuracy',
  'testLoss',
  'epochs',
  'seconds',
  'secondsPerEpoch',
  'samplesPerSecond',
  'parameters',
  'macs',
  'weightBytes',
  'depth',
] as const;
export type FigureName = (typeof figureNames)[number];

/** Whether more of a figure is better; `null`: neither. */
export const betterWhen: Readonly<Record<FigureName, 'more' | 'less' | null>> = {
  bestAccuracy: 'more',
  bestLoss: 'less',
  bestEpoch: null,
  lastAccuracy: 'more',
  lastLoss: 'less',
  lastValAccuracy: 'more',
  lastValLoss: 'less',
  gap: 'less',
  testAccuracy: 'more',
  testLoss: 'less',
  epochs: null,
  seconds: 'less',
  secondsPerEpoch: 'less',
  samplesPerSecond: 'more',
  parameters: 'less',
  macs: 'less',
  weightBytes: 'less',
  depth: null,
};

type Read = (run: RunRecord, totals: RunTotals | null) => number | null;

const last = (run: RunRecord) => run.epochs.at(-1);

const readers: Readonly<Record<FigureName, Read>> = {
  bestAccuracy,
  bestLoss,
  bestEpoch: (run) => run.bestEpoch,
  lastAccuracy: (run) => last(run)?.accuracy ?? null,
  lastLoss: (run) => last(run)?.loss ?? null,
  lastValAccuracy: (run) => last(run)?.valAccuracy ?? null,
  lastValLoss: (run) => last(run)?.valLoss ?? null,
  // How much better it does on what it has seen.
  gap: (run) => {
    const { accuracy = null, valAccuracy = null } = last(run) ?? {};
    return accuracy === null || valAccuracy === null ? null : accuracy - valAccuracy;
  },
  testAccuracy: (run) => (run.evaluation?.split === 'test' ? run.evaluation.accuracy : null),
  testLoss: (run) => (run.evaluation?.split === 'test' ? run.evaluation.loss : null),
  epochs: (run) => last(run)?.epoch ?? null,
  seconds: (run) => (run.seconds > 0 ? run.seconds : null),
  secondsPerEpoch: (run) => median(run.epochs.map(({ seconds }) => seconds)),
  samplesPerSecond: (run) => median(run.epochs.map(({ samplesPerSecond }) => samplesPerSecond)),
  parameters: (_, totals) => totals?.parameters ?? null,
  macs: (_, totals) => totals?.macs ?? null,
  weightBytes: (_, totals) => totals?.weightBytes ?? null,
  depth: (_, totals) => totals?.depth ?? null,
};

/** One figure of a run; `null` where it was not measured, or cannot be computed. */
export function runFigure(name: FigureName, run: RunRecord, totals: RunTotals | null): number | null {
  const value = readers[name](run, totals);
  return value === null || !Number.isFinite(value) ? null : value;
}

/** Metrics beside loss and accuracy that any of these runs measured: `meanAbsoluteError`, `valMeanAbsoluteError`. */
export const extraMetrics = (runs: readonly RunRecord[]): readonly string[] => [
  ...new Set(runs.flatMap(({ epochs }) => Object.keys(epochs.at(-1)?.extra ?? {}))),
];

/** The first epoch's time has compiling in it, so that a mean would say too much of short runs. */
function median(values: readonly number[]): number | null {
  const sorted = values.filter((value) => value > 0 && Number.isFinite(value)).sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
