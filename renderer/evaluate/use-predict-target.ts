import { useEffect, useState } from 'react';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { useApp, useRuns, useSession } from '../app.ts';
import { resolveCheckpoint } from '../training/checkpoints.ts';

/** What is asked: the run whose weights answer, and the images that it learned from, which say how it sees. */
export interface PredictTarget {
  readonly record: RunRecord;
  readonly dataset: Dataset;
}

/** `null` while the images are read. A run's record changes as it trains; its network and its images do not. */
export function usePredictTarget(): PredictTarget | null {
  const { training, runs } = useApp();
  const chosen = useSession((state) => state.checkpoint);
  const id = useRuns((state) => resolveCheckpoint(chosen, state)?.runId ?? null);
  const [target, setTarget] = useState<PredictTarget | null>(null);
  useEffect(() => {
    let stale = false;
    setTarget(null);
    const record = id === null ? undefined : runs.record(id);
    if (!record) return;
    training.datasetOf(record).then((opened) => {
      if (!stale && opened.ok) setTarget({ record, dataset: opened.value });
    });
    return () => {
      stale = true;
    };
  }, [training, runs, id]);
  return target;
}
