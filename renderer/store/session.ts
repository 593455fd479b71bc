import { createStore } from 'zustand/vanilla';
import type { BatchReport, Device, EngineFailure, LayerMaps } from '../../src/engine/protocol.ts';

/** The run in progress, if any. Finished runs live in the runs store. */
export type Session =
  | { readonly state: 'idle' }
  | { readonly state: 'preparing'; readonly runId: string }
  | {
      readonly state: 'running' | 'paused' | 'stopping';
      readonly runId: string;
      readonly device: Device;
      /** `performance.now()` when the run started. */
      readonly startedAt: number;
      readonly latest: BatchReport | null;
      readonly notice: string | null;
    }
  | { readonly state: 'finished'; readonly runId: string; readonly reason: 'completed' | 'stopped' }
  | { readonly state: 'failed'; readonly runId: string; readonly failure: EngineFailure };

export interface SessionState {
  readonly session: Session;
  /** Feature maps of the probe by node id, refreshed at most 4 times a second; kept after the run ends. */
  readonly maps: Readonly<Record<string, LayerMaps>>;
}

export const createSessionStore = () => createStore<SessionState>(() => ({ session: { state: 'idle' }, maps: {} }));

export type SessionStore = ReturnType<typeof createSessionStore>;
