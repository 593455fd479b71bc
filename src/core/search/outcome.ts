import { bestLoss, bestScore, type RunRecord } from '../document/runs.ts';
import { largest, smallest } from '../math/extremes.ts';
import type { Drawn } from './draw.ts';
import { type Importance, importanceOf } from './importance.ts';

/** Epochs that a run has done, those of the run it went on from included. */
export const epochsDone = (run: Pick<RunRecord, 'epochs'>): number => run.epochs.at(-1)?.epoch ?? 0;

/** More is better: accuracy on held-out data, or the loss below zero where there is no accuracy. `null`: it has neither. */
export function scoreOf(run: RunRecord): number | null {
  const loss = bestLoss(run);
  return bestScore(run) ?? (loss === null ? null : -loss);
}

/** As it was after so many epochs, whatever came of it later. A run that failed before then is worth nothing. */
export function scoreAfter(run: RunRecord, epochs: number): number | null {
  if (run.state === 'failed' && epochsDone(run) < epochs) return null;
  return scoreOf({ ...run, epochs: run.epochs.filter(({ epoch }) => epoch <= epochs) });
}

/** Trials of a search, those of other seeds left out; in the order of their numbers. */
export const trialsIn = (runs: readonly RunRecord[], search: string): readonly RunRecord[] =>
  runs
    .filter(({ trial }) => trial?.search === search && trial.repeat === undefined)
    .sort((a, b) => (a.trial?.number ?? 0) - (b.trial?.number ?? 0));

/** The trial with the best score; of equals the first. `null` where none has any. */
export function bestTrial(trials: readonly RunRecord[]): RunRecord | null {
  let best: { readonly run: RunRecord; readonly score: number } | null = null;
  for (const run of trials) {
    const score = run.state === 'failed' ? null : scoreOf(run);
    if (score !== null && (best === null || score > best.score)) best = { run, score };
  }
  return best?.run ?? null;
}

interface Spread {
  readonly count: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What a search's best trial reached with other seeds. The trial itself is not counted: it was chosen for having done well.
 * `null` before one of them has done an epoch.
 */
export function spreadOf(runs: readonly RunRecord[], search: string): Spread | null {
  const scores = runs
    .filter(({ trial, state }) => trial?.search === search && trial.repeat !== undefined && state === 'completed')
    .flatMap((run) => scoreOf(run) ?? []);
  if (scores.length === 0) return null;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { count: scores.length, mean, low: smallest(scores), high: largest(scores) };
}

/**
 * How far scores go with each thing that was varied, the strongest first. Trials are compared after the epochs that all of
 * them have done, as those that went on for longer had another chance.
 */
export function importances(
  trials: readonly RunRecord[],
): readonly (Importance & { readonly key: string; readonly epochs: number })[] {
  const trained = trials.filter((run) => run.state !== 'failed' && epochsDone(run) > 0);
  const epochs = smallest(trained.map(epochsDone));
  const keys = [...new Set(trained.flatMap(({ trial }) => Object.keys(trial?.values ?? {})))];
  const found = keys.flatMap((key) => {
    const pairs = trained.flatMap((run): readonly (readonly [Drawn, number])[] => {
      const [value, score] = [run.trial?.values[key], scoreAfter(run, epochs)];
      return value === undefined || score === null ? [] : [[value, score]];
    });
    const drawn = pairs.map(([value]) => value);
    const importance = importanceOf(
      drawn,
      pairs.map(([, score]) => score),
    );
    return importance ? [{ ...importance, key, epochs }] : [];
  });
  return found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
