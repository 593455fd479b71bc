import { join } from 'node:path';
import type { RunRecord } from '../core/document/runs.ts';
import { epochEvents, joined, type LogPart, logPath, startOf } from '../core/interop/tensorboard/run-log.ts';
import type { EpochReport } from '../engine/protocol.ts';
import { appendBytes } from '../host/append.ts';
import { toHostError } from '../host/files.ts';
import { fault } from './failure.ts';

type Begun = Pick<RunRecord, 'id' | 'startedAt' | 'settings' | 'network'>;

/**
 * The log of a run for TensorBoard, which grows with each epoch. Writing waits for nobody; `end` does, and rejects with
 * a `CliFailure` of what went wrong first.
 */
export function openEventLog(folder: string, run: Begun) {
  const lengths: Record<LogPart, number> = { train: 0, validation: 0 };
  const epochs: EpochReport[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  const add = (part: LogPart, bytes: Uint8Array) => {
    if (bytes.length === 0) return;
    const at = lengths[part];
    const whole = at === 0 ? joined([startOf({ ...run, epochs }, part), bytes]) : bytes;
    lengths[part] += whole.length;
    const path = join(folder, logPath({ ...run, epochs }, part));
    turn = turn.then(() =>
      appendBytes(path, at, whole).catch((error: unknown) => {
        throw fault(toHostError(error, path).message);
      }),
    );
    // `end` tells it; until then nobody waits.
    turn.catch(() => undefined);
  };

  return {
    epoch(report: EpochReport): void {
      epochs.push(report);
      for (const part of ['train', 'validation'] as const) add(part, epochEvents({ ...run, epochs }, report, part));
    },
    end: async (): Promise<void> => {
      await turn;
    },
  };
}
