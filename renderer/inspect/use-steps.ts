import { useCallback, useEffect, useRef, useState } from 'react';
import { failureOf } from '../../src/engine/failure.ts';
import type { Look, LookedLayer, StepAnswer } from '../../src/engine/look/protocol.ts';
import { hasClasses, trainingSamples } from './samples.ts';
import type { Seen } from './session.ts';
import { useInspect, useInspecting } from './use-inspect.ts';

/** Batches that "the next one each step" goes through before it begins again. */
const poolBatches = 16;
const mostSamples = 128;

export type Batches = 'same' | 'next';

/** A copy of the weights in a worker of its own, from when the first step is asked for until it is rewound or left. */
interface Copy {
  readonly look: Look;
  readonly ready: Promise<unknown>;
}

/** Steps of training on a copy of the weights that are looked at; the run that they come from does not notice. */
export function useSteps(layer: LookedLayer, filter: number, slice: number) {
  const inspecting = useInspecting();
  const seen = useInspect((state) => state.seen);
  const [answer, setAnswer] = useState<StepAnswer | null>(null);
  const [losses, setLosses] = useState<readonly number[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [batches, setKind] = useState<Batches>('next');
  const copy = useRef<Copy | null>(null);
  const possible = seen !== null && hasClasses(seen.dataset);
  const batchSize = Math.min(mostSamples, seen?.settings.batchSize ?? 1, seen?.dataset.splits.train.count ?? 1);
  const key = seen ? `${seen.run?.id} ${seen.moment} ${seen.moment === 'live' ? '' : seen.epoch}` : '';

  const rewind = useCallback(() => {
    copy.current?.look.close();
    copy.current = null;
    setAnswer(null);
    setLosses([]);
    setFailure(null);
  }, []);
  // Another network, or another moment: what was stepped from is gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is looked at
  useEffect(() => rewind, [key, batches, rewind]);

  const begin = (from: Seen): Copy => {
    const look = inspecting.another();
    const count = batchSize * (batches === 'same' ? 1 : poolBatches);
    const ready = trainingSamples(from.dataset, count).then(async (samples) => {
      await look.ask('lookAt', from.target);
      await look.ask('lookStepStart', { samples, batchSize, settings: from.settings });
    });
    return { look, ready };
  };

  const ask = async (steps: number): Promise<void> => {
    if (!seen) return;
    copy.current ??= begin(seen);
    const mine = copy.current;
    setBusy(true);
    try {
      await mine.ready;
      const given = await mine.look.ask('lookStep', { nodeId: layer.nodeId, filter, slice, steps });
      if (copy.current !== mine) return;
      setAnswer(given);
      setLosses((before) => [...before, ...given.losses]);
      setFailure(null);
    } catch (error) {
      const { code, message } = failureOf(error);
      if (code !== 'cancelled') setFailure(message);
    } finally {
      setBusy(false);
    }
  };
  // Another filter is shown in the step that was done last.
  const newest = useRef(ask);
  newest.current = ask;
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say which weights are shown
  useEffect(() => {
    if (copy.current) void newest.current(0);
  }, [layer.nodeId, filter, slice]);

  return {
    possible,
    answer,
    losses,
    busy,
    failure,
    batches,
    batchSize,
    go: (steps: number): void => void ask(steps),
    rewind,
    setBatches: setKind,
  };
}
