import type { RunRecord } from '../../../src/core/document/runs.ts';
import { summaryEvent } from '../../../src/core/interop/tensorboard/events.ts';
import {
  epochEvents,
  joined,
  type LogPart,
  layerEvents,
  logPath,
  startOf,
} from '../../../src/core/interop/tensorboard/run-log.ts';
import type { BatchReport } from '../../../src/engine/protocol.ts';
import type { Host } from '../../../src/host/host.ts';
import { inFolder } from '../../shell/paths.ts';
import type { RunsStore } from '../../store/runs.ts';
import type { SessionStore } from '../../store/session.ts';
import { mapPictures } from './pictures.ts';

interface Parts {
  readonly host: Host;
  readonly runs: RunsStore;
  readonly session: SessionStore;
  /** Folder of the run's log. */
  readonly folder: string;
  /** The log could not be written and goes no further. */
  readonly onProblem: (error: unknown) => void;
}

/** Milliseconds that figures wait for others, so that the disk is not asked for each batch. */
const rest = 2000;

const parts = ['train', 'validation'] as const satisfies readonly LogPart[];

interface Open {
  /** Bytes that the file has. */
  at: number;
  waiting: Uint8Array[];
}

/**
 * Writes the log of a run for TensorBoard while it trains: each batch that is reported, each epoch as it ends. Files only
 * grow, so that a TensorBoard that is open follows them. A run that goes on after the app was closed begins its files again
 * with all epochs that it has. Resolves when the run is over and
 * all is on the disk, or cannot be put there.
 */
export function logRun(runId: string, { host, runs, session, folder, onProblem }: Parts): Promise<void> {
  const files: Record<LogPart, Open> = { train: { at: 0, waiting: [] }, validation: { at: 0, waiting: [] } };
  let logged = 0;
  let watched = 0;
  let turn: Promise<void> = Promise.resolve();
  let broken = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const put = (run: RunRecord, part: LogPart, bytes: Uint8Array) => {
    if (bytes.length === 0) return;
    const file = files[part];
    if (file.at === 0 && file.waiting.length === 0) file.waiting.push(startOf(run, part));
    file.waiting.push(bytes);
    timer ??= setTimeout(() => void flush(), rest);
  };

  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const run = runs.record(runId);
    for (const part of parts) {
      const file = files[part];
      const bytes = joined(file.waiting);
      if (!run || bytes.length === 0) continue;
      const { at } = file;
      file.at += bytes.length;
      file.waiting = [];
      turn = turn
        .then(async () => {
          if (!broken) await host.request('append', { path: inFolder(folder, logPath(run, part)), at, bytes });
        })
        .catch((error: unknown) => {
          broken = true;
          onProblem(error);
        });
    }
    return turn;
  };

  const takeEpochs = (run: RunRecord) => {
    for (const epoch of run.epochs.slice(logged))
      for (const part of parts) put(run, part, epochEvents(run, epoch, part));
    if (run.epochs.length > logged) takeMaps(run);
    logged = run.epochs.length;
    for (const figures of run.figures ?? []) if (figures.epoch > watched) put(run, 'train', layerEvents(run, figures));
    watched = run.figures?.at(-1)?.epoch ?? watched;
  };

  /** What the layers make of the probe image, as it was seen last. */
  const takeMaps = (run: RunRecord) => {
    const pictures = mapPictures(run.network, session.getState().maps);
    put(run, 'train', summaryEvent(Date.now() / 1000, run.epochs.length - 1, { pictures }));
  };

  const takeBatch = (report: BatchReport) => {
    const run = runs.record(runId);
    if (!run || report.runId !== runId) return;
    const scalars = {
      batch_loss: report.loss,
      ...(report.accuracy === null ? {} : { batch_accuracy: report.accuracy }),
      ...(report.learningRate === undefined ? {} : { batch_learning_rate: report.learningRate }),
    };
    put(run, 'train', summaryEvent(Date.now() / 1000, report.totalSteps, { scalars }));
  };

  return new Promise<void>((resolve) => {
    const end = () => {
      for (const stop of stops) stop();
      void flush().then(resolve);
    };
    const look = () => {
      const run = runs.record(runId);
      if (run) takeEpochs(run);
      if (!run || !isGoing(run) || broken) end();
    };
    let last: BatchReport | null = null;
    const stops = [
      runs.subscribe(look),
      session.subscribe(({ session: current }) => {
        const latest = 'latest' in current ? current.latest : null;
        if (latest === null || latest === last) return;
        last = latest;
        takeBatch(latest);
      }),
    ];
    look();
  });
}

export const isGoing = ({ state }: RunRecord): boolean =>
  state === 'preparing' || state === 'running' || state === 'paused';
