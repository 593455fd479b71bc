import type { Analysis } from '../../src/core/analysis/types.ts';
import type { RunsState } from '../store/runs.ts';
import type { Session } from '../store/session.ts';
import type { Step } from '../store/ui.ts';

/** `open`: can be done now; `off`: something before it is missing, and opening it says what. */
export type StepState = 'open' | 'done' | 'failed' | 'off';

export interface StepFacts {
  readonly errors: number;
  readonly layers: number;
  /** A run exists, in any state: the network has been compiled at least once. */
  readonly compiled: boolean;
  /** A run finished with weights in memory. */
  readonly trained: boolean;
  /** The evaluation on the screen is of the present checkpoint. */
  readonly evaluated: boolean;
  readonly running: boolean;
}

export function stepStates(facts: StepFacts): Readonly<Record<Step, StepState>> {
  const drawn = facts.errors === 0 && facts.layers > 0;
  const later: StepState = drawn ? 'open' : 'off';
  return {
    define: facts.errors > 0 ? 'failed' : drawn ? 'done' : 'open',
    compile: drawn && facts.compiled ? 'done' : later,
    train: facts.running ? 'open' : facts.trained ? 'done' : later,
    evaluate: !facts.trained ? 'off' : facts.evaluated ? 'done' : 'open',
    predict: facts.trained ? 'open' : 'off',
  };
}

export const errorCount = (analysis: Analysis): number =>
  analysis.problems.filter(({ severity }) => severity === 'error').length;

/** Some run has weights to evaluate, predict with or export. */
export const hasWeights = (runs: RunsState): boolean =>
  Object.values(runs.checkpoints).some(({ best, last }) => best !== null || last !== null);

export const isRunning = (session: Session): boolean =>
  session.state === 'preparing' ||
  session.state === 'running' ||
  session.state === 'paused' ||
  session.state === 'stopping';
