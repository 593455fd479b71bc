import { createStore } from 'zustand/vanilla';
import type { RunDrawing } from '../../src/core/document/run-marks.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { TrainingSettings } from '../../src/core/document/schema.ts';
import type { SessionState, SessionStore } from '../store/session.ts';

/** A run that waits for its turn, as the document was when it was put there. */
export interface QueuedRun {
  readonly id: string;
  readonly network: RunRecord['network'];
  readonly settings: TrainingSettings;
  readonly drawing: RunDrawing;
  /** The state of another run that it goes on from. */
  readonly fork: SessionState['fork'];
}

export interface QueueState {
  /** The next one first. */
  readonly waiting: readonly QueuedRun[];
  /** A run that fails holds the others back until the user lets them go on. */
  readonly stopAtFailure: boolean;
  /** Held back by a failure, or because the next one could not begin. */
  readonly held: boolean;
}

interface Parts {
  readonly session: SessionStore;
  /** Starts it; false where it cannot begin now. */
  readonly begin: (run: QueuedRun) => Promise<'started' | 'busy' | 'refused'>;
}

const isOver = ({ session: { state } }: SessionState): boolean => state === 'finished' || state === 'failed';

/** Runs that follow each other by themselves. */
export function createQueue({ session, begin }: Parts) {
  const store = createStore<QueueState>(() => ({ waiting: [], stopAtFailure: false, held: false }));
  let beginning = false;

  const drop = (id: string): void =>
    store.setState(({ waiting }) => {
      const left = waiting.filter((run) => run.id !== id);
      return { waiting: left, ...(left.length === 0 ? { held: false } : {}) };
    });

  async function next(): Promise<void> {
    const [first] = store.getState().waiting;
    if (!first || beginning || store.getState().held) return;
    beginning = true;
    try {
      const outcome = await begin(first);
      if (outcome === 'started') drop(first.id);
      // It stays first: the run that is in the way will end too.
      else if (outcome === 'refused') store.setState({ held: true });
    } finally {
      beginning = false;
    }
  }

  const follow = session.subscribe((state, before) => {
    if (!isOver(state) || isOver(before)) return;
    if (state.session.state === 'failed' && store.getState().stopAtFailure && store.getState().waiting.length > 0) {
      store.setState({ held: true });
      return;
    }
    // Whoever else heard that the run is over may begin one first.
    queueMicrotask(() => void next());
  });

  return {
    ...store,
    add: (run: Omit<QueuedRun, 'id'>): void => {
      store.setState(({ waiting }) => ({ waiting: [...waiting, { ...run, id: crypto.randomUUID() }] }));
    },
    remove: drop,
    /** Puts a run so many places further back, or to the front where `by` is negative. */
    move: (id: string, by: number): void =>
      store.setState(({ waiting }) => {
        const from = waiting.findIndex((run) => run.id === id);
        const run = waiting[from];
        if (!run) return {};
        const others = waiting.filter((other) => other !== run);
        return { waiting: others.toSpliced(Math.max(0, from + by), 0, run) };
      }),
    setStopAtFailure: (stopAtFailure: boolean): void => store.setState({ stopAtFailure }),
    /** Lets a queue that was held back go on. */
    goOn: (): void => {
      store.setState({ held: false });
      void next();
    },
    clear: (): void => store.setState({ waiting: [], held: false }),
    destroy: follow,
  };
}
