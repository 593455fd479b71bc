import { useStore } from 'zustand';
import type { LayerTimes, Shown } from '../../src/core/analysis/share.ts';
import type { Profile } from '../../src/engine/protocol.ts';
import { type App, useApp } from '../app.ts';
import { createProfiler, type Profiler, type ProfilerState } from './profiler.ts';

/** One an app, made when the editor first asks for it: the start screen does without. */
const profilers = new WeakMap<App, Profiler>();

export function profilerOf(app: App): Profiler {
  const known = profilers.get(app);
  if (known) return known;
  const made = createProfiler(app);
  profilers.set(app, made);
  return made;
}

export const useProfiler = <T>(select: (state: ProfilerState) => T): T => useStore(profilerOf(useApp()), select);

/** The last measurement, while it is true of the network as it is. */
export const useFreshProfile = (): Profile | null => useProfiler((s) => (s.times === null ? null : s.profile));

/** The times of the network as it is, where they are shown; a card that shows something else is not drawn again for them. */
export const useTimes = (shown: Shown | 'off'): LayerTimes | null =>
  useProfiler((s) => (shown === 'time' ? s.times : null));
