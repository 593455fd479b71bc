import { createStore } from 'zustand/vanilla';
import type { LayerTimes } from '../../src/core/analysis/share.ts';
import { sameComputation } from '../../src/core/document/same-computation.ts';
import type { Graph } from '../../src/core/document/schema.ts';
import { failureOf } from '../../src/engine/failure.ts';
import type { EngineFailure, Profile, ProfileHandle } from '../../src/engine/protocol.ts';
import type { App } from '../app.ts';
import { compiledNetwork } from '../training/compiled.ts';

export interface ProfilerState {
  /** How much of the measurement in progress is done, 0 to 1; `null` when there is none. */
  readonly progress: number | null;
  /** Samples at once of the next measurement; `null`: as the network trains. */
  readonly batchSize: number | null;
  /** Why the last one failed. */
  readonly failure: EngineFailure | null;
  /** The last one, of the open document. */
  readonly profile: Profile | null;
  /** Its times while they are true of the network as it is; `null` once an edit has changed what some layer computes. */
  readonly times: LayerTimes | null;
}

const empty: ProfilerState = { progress: null, batchSize: null, failure: null, profile: null, times: null };

type Parts = Pick<App, 'engine' | 'documents' | 'analyses' | 'ui'>;

/** Times the layers of the open network on this machine, and knows of which network the times are. */
export function createProfiler({ engine, documents, analyses, ui }: Parts) {
  const store = createStore<ProfilerState>(() => empty);
  let handle: ProfileHandle | null = null;
  let measured: Graph | null = null;

  const settle = (graph: Graph): void => {
    const { profile, times } = store.getState();
    const fresh = profile !== null && measured !== null && sameComputation(measured, graph) ? profile.layers : null;
    if (fresh !== times) store.setState({ times: fresh });
  };

  documents.subscribe((state, before) => {
    if (state.id !== before.id) {
      handle?.cancel();
      measured = null;
      store.setState({ ...empty, progress: store.getState().progress });
    }
    if (state.document.graph !== before.document.graph) settle(state.document.graph);
  });

  async function measure(): Promise<void> {
    if (handle) return;
    const { id, document } = documents.getState();
    const { graph, training } = document;
    const network = compiledNetwork(graph, analyses.getState().analysis);
    if (!network) return;
    const batchSize = store.getState().batchSize ?? training.batchSize;
    const tell = (progress: number): void => store.setState({ progress });
    const mine = engine.profile({ network, batchSize, backend: ui.getState().backend }, tell);
    handle = mine;
    store.setState({ progress: 0, failure: null });
    try {
      const profile = await mine.result;
      if (documents.getState().id !== id) return;
      measured = graph;
      store.setState({ profile });
      settle(documents.getState().document.graph);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code !== 'cancelled' && documents.getState().id === id) store.setState({ failure });
    } finally {
      handle = null;
      store.setState({ progress: null });
    }
  }

  return {
    ...store,
    measure,
    cancel: () => handle?.cancel(),
    setBatchSize: (batchSize: number | null) => store.setState({ batchSize }),
  };
}

export type Profiler = ReturnType<typeof createProfiler>;
