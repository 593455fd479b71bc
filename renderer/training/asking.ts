import type { EvaluationSummary, RunRecord } from '../../src/core/document/runs.ts';
import type { SplitName } from '../../src/engine/data/dataset.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import { failureOf } from '../../src/engine/failure.ts';
import { classScores } from '../../src/engine/inspect/class-scores.ts';
import type { Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { headline } from '../../src/engine/inspect/headline.ts';
import type { BackendName, Engine, Prediction } from '../../src/engine/protocol.ts';
import type { RunsStore } from '../store/runs.ts';
import type { PredictInput, SessionStore } from '../store/session.ts';
import { type Checkpoint, resolveCheckpoint } from './checkpoints.ts';
import type { DataLoader } from './data-loader.ts';
import { readSample } from './pixels.ts';

/** Images that are evaluated together: enough to keep the device busy, few enough for its memory. */
const evaluationBatch = 128;

interface Parts {
  readonly engine: Engine;
  readonly runs: RunsStore;
  readonly session: SessionStore;
  readonly loader: DataLoader;
  readonly backend: () => BackendName | 'auto';
}

/** Asks trained networks: how good are you (evaluate), and what is this (predict). */
export function createAsking({ engine, runs, session, loader, backend }: Parts) {
  let evaluations = 0;
  let asking = false;
  let next: PredictInput | null = null;

  const checkpoint = (): Checkpoint | null => resolveCheckpoint(session.getState().checkpoint, runs.getState());

  const datasetOf = (run: Pick<RunRecord, 'settings' | 'network'>) =>
    loader.get(run.settings.data, run.network.inputShape);

  async function evaluate(): Promise<void> {
    const chosen = checkpoint();
    if (!chosen) return;
    const { record, snapshot, which } = chosen;
    const ref = { runId: record.id, which };
    const { split } = session.getState();
    const ticket = ++evaluations;
    session.setState({ evaluation: { state: 'running', checkpoint: ref, split }, cell: null });
    const settle = (evaluation: ReturnType<typeof session.getState>['evaluation']) => {
      if (ticket === evaluations) session.setState({ evaluation });
    };
    const data = await datasetOf(record);
    if (!data.ok) {
      settle({ state: 'failed', checkpoint: ref, failure: { code: 'data-mismatch', message: data.error.message } });
      return;
    }
    const dataset = data.value;
    try {
      const evaluation = await engine.evaluate({
        network: record.network,
        weights: snapshot.weights,
        dataset,
        split,
        batchSize: evaluationBatch,
        loss: record.settings.loss,
        lossOptions: record.settings,
        backend: backend(),
      });
      settle({ state: 'done', checkpoint: ref, dataset, evaluation });
      const summary = { checkpoint: which, ...summaryOf(evaluation, dataset.classes) };
      if (!saysTheSame(runs.record(record.id)?.evaluation ?? null, summary))
        runs.update(record.id, (run) => ({ ...run, evaluation: summary }));
    } catch (error) {
      settle({ state: 'failed', checkpoint: ref, failure: failureOf(error) });
    }
  }

  const request = (chosen: Checkpoint, images: Float32Array, count: number, withMaps: boolean): Promise<Prediction> =>
    engine.predict({
      network: chosen.record.network,
      weights: chosen.snapshot.weights,
      images,
      count,
      backend: backend(),
      withMaps,
    });

  /** While one question is open only the newest further one waits: drawing is never answered late. */
  async function predict(input: PredictInput | null): Promise<void> {
    session.setState({ input, ...(input === null ? { prediction: { state: 'none' } } : {}) });
    next = input;
    if (asking) return;
    asking = true;
    try {
      while (next) {
        const asked = next;
        next = null;
        await answer(asked);
      }
    } finally {
      asking = false;
    }
  }

  async function answer(input: PredictInput): Promise<void> {
    const chosen = checkpoint();
    if (!chosen) return;
    try {
      const prediction = await request(chosen, input.values, 1, true);
      if (session.getState().input !== null) session.setState({ prediction: { state: 'done', input, prediction } });
    } catch (error) {
      session.setState({ prediction: { state: 'failed', failure: failureOf(error) } });
    }
  }

  /** Paints a trained network's feature maps of one image on the nodes. */
  async function probe(split: SplitName, index: number): Promise<void> {
    const chosen = checkpoint();
    const data = chosen && (await datasetOf(chosen.record));
    if (!chosen || !data?.ok) return;
    const stored = await readSample(data.value, split, index);
    const { layers } = await request(chosen, normalized(stored, data.value), 1, true);
    session.setState({ maps: layers });
  }

  return { checkpoint, evaluate, predict, probe, request, datasetOf };
}

/** What is kept of it: of tasks without classes the figure that says most. */
function summaryOf(evaluation: Evaluation, names: readonly string[]): Omit<EvaluationSummary, 'checkpoint'> {
  const { split, count, loss } = evaluation;
  const classes = classScores(evaluation, names);
  const known = { split, count, loss, ...(classes ? { classes } : {}) };
  if (evaluation.task === 'oneLabel') return { ...known, accuracy: evaluation.accuracy };
  return { ...known, accuracy: null, figure: headline(evaluation) };
}

/** Losses closer than this fraction are one loss summed on two devices. */
const lossTolerance = 1e-3;

/** Measured again with the same outcome: a file that was only looked at has not changed. */
function saysTheSame(known: EvaluationSummary | null, fresh: EvaluationSummary): boolean {
  return (
    known !== null &&
    known.split === fresh.split &&
    known.checkpoint === fresh.checkpoint &&
    known.count === fresh.count &&
    (known.classes === undefined) === (fresh.classes === undefined) &&
    known.accuracy === fresh.accuracy &&
    known.figure?.value === fresh.figure?.value &&
    Math.abs(known.loss - fresh.loss) <= lossTolerance * Math.abs(known.loss)
  );
}

export type Asking = ReturnType<typeof createAsking>;
