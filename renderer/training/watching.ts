import type { Probe, RunHandle, TrainRequest } from '../../src/engine/protocol.ts';
import { defaultSchedule } from '../../src/engine/watch/schedule.ts';
import type { UiStore } from '../store/ui.ts';

type Asked = Required<Pick<TrainRequest, 'probe' | 'watch'>>;

/** What a run is to measure of its layers: nothing where nothing of it is shown. */
export const watchedBy = ({ paint }: ReturnType<UiStore['getState']>, probe: Probe | null): Asked =>
  paint === 'off' ? { probe: null, watch: { kind: 'off' } } : { probe, watch: defaultSchedule };

/** Has the run follow the user's choice. Returns what ends it. */
export function followPaint(
  ui: UiStore,
  probe: () => Probe | null,
  steer: (act: (run: RunHandle) => Promise<void>) => void,
): () => void {
  return ui.subscribe((state, before) => {
    if ((state.paint === 'off') === (before.paint === 'off')) return;
    const asked = watchedBy(state, probe());
    steer((run) => run.setWatch(asked.watch));
    steer((run) => run.setProbe(asked.probe));
  });
}
