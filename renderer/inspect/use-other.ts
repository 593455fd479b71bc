import { useEffect, useRef, useState } from 'react';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { shapeSize } from '../../src/core/math/shape.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import type { Look, LookRequests } from '../../src/engine/look/protocol.ts';
import { useApp, useRuns } from '../app.ts';
import { readSample } from '../training/pixels.ts';
import { type Asked, useAsked, useInspect, useInspecting } from './use-inspect.ts';

type Answer = LookRequests['lookShift']['result'];

interface Other extends Asked<Answer> {
  /** Runs whose network reads the same images, and whose weights are kept. */
  readonly runs: readonly RunRecord[];
  readonly run: RunRecord | null;
  readonly choose: (id: string) => void;
}

/** The same question asked of another run's newest weights, in a worker of their own. */
export function useOther(question: LookRequests['lookShift']['params'] | null): Other {
  const app = useApp();
  const inspecting = useInspecting();
  const seen = useInspect((state) => state.seen);
  const probe = useInspect((state) => state.probe);
  const records = useRuns((state) => state.records);
  const [chosen, setChosen] = useState<string | null>(null);
  const look = useRef<{ readonly look: Look; readonly key: string } | null>(null);
  const size = shapeSize(seen?.target.network.inputShape ?? []);
  const runs = records.filter(
    (run) =>
      run.id !== seen?.run?.id &&
      shapeSize(run.network.inputShape) === size &&
      inspecting.epochsOf(run).some((epoch) => epoch > 0),
  );
  // The newest other network is what one wants to compare with, until another is chosen.
  const run = chosen === 'none' ? null : (runs.find(({ id }) => id === chosen) ?? runs.at(-1) ?? null);
  useEffect(
    () => () => {
      look.current?.look.close();
      look.current = null;
    },
    [],
  );
  const key = run && question && probe ? `${run.id} ${probe.split} ${probe.index} ${JSON.stringify(question)}` : null;
  const asked = useAsked(key, async () => {
    if (!run || !question || !probe) throw new Error('nothing is asked');
    const epoch = inspecting.epochsOf(run).at(-1) ?? 0;
    const opened = `${run.id} ${epoch}`;
    if (look.current?.key !== opened) {
      look.current?.look.close();
      const weights = await inspecting.weightsOf(run, epoch);
      const { network, settings } = run;
      look.current = { look: inspecting.another(), key: opened };
      await look.current.look.ask('lookAt', {
        network,
        weights,
        seed: settings.seed,
        backend: app.ui.getState().backend,
      });
    }
    const data = await app.training.datasetOf(run);
    if (!data.ok) throw new Error(data.error.message);
    const values = normalized(await readSample(data.value, probe.split, probe.index), data.value);
    await look.current.look.ask('lookImage', { values });
    return look.current.look.ask('lookShift', question);
  });
  return { ...asked, value: run ? asked.value : null, runs, run, choose: setChosen };
}
