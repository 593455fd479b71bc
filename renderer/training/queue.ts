import { createStore } from 'zustand/vanilla';
import type { WaitingRun } from '../../src/core/runs/waiting.ts';
import type { RunsStore } from '../store/runs.ts';
import type { SessionState, SessionStore } from '../store/session.ts';

export interface QueueState {
  /** The next one first. */
  readonly waiting: readonly WaitingRun[];
  /** A run that fails holds the others back until the user lets them go on. */
  readonly stopAtFailure: boolean;
  /**
   * Why none begins until the user lets them: one failed or could not begin (`failure`), or they wait since the project was
   * left (`left`).
   */
  readonly held: 'failure' | 'left' | null;
}

interface Parts {
  readonly session: SessionStore;
  /** Where what waits is kept with the project. */
  readonly runs: RunsStore;
  /** Starts it; false where it cannot begin now. */
  readonly begin: (run: WaitingRun) => Promise<'started' | 'busy' | 'refused'>;
}

const isOver = ({ session: { state } }: SessionState): boolean => state === 'finished' || state === 'failed';

/** Runs that follow each other by themselves. */
export function createQueue({ session, runs, begin }: Parts) {
  const store = createStore<QueueState>(() => ({ waiting: [], stopAtFailure: false, held: null }));
  let beginning = false;

  const drop = (id: string): void =>
    store.setState(({ waiting }) => {
      const left = waiting.filter((run) => run.id !== id);
      return { waiting: left, ...(left.length === 0 ? { held: null } : {}) };
    });

  async function next(): Promise<void> {
    const [first] = store.getState().waiting;
    if (!first || beginning || store.getState().held !== null) return;
    beginning = true;
    try {
      const outcome = await begin(first);
      if (outcome === 'started') drop(first.id);
      // It stays first: the run that is in the way will end too.
      else if (outcome === 'refused') store.setState({ held: 'failure' });
    } finally {
      beginning = false;
    }
  }

  const keep = store.subscribe(({ waiting: queue, stopAtFailure }) => {
    const known = runs.getState().waiting;
    if (queue !== known.queue || stopAtFailure !== known.stopAtFailure) runs.setWaiting({ queue, stopAtFailure });
  });

  const follow = session.subscribe((state, before) => {
    if (!isOver(state) || isOver(before)) return;
    if (state.session.state === 'failed' && store.getState().stopAtFailure && store.getState().waiting.length > 0) {
      store.setState({ held: 'failure' });
      return;
    }
    // Whoever else heard that the run is over may begin one first.
    queueMicrotask(() => void next());
  });

  /** Takes up what the project has; it begins when the user says so. */
  function open(): void {
    const { queue: waiting, stopAtFailure } = runs.getState().waiting;
    store.setState({ waiting, stopAtFailure, held: waiting.length > 0 ? 'left' : null });
  }

  open();

  return {
    ...store,
    open,
    add: (run: Omit<WaitingRun, 'id'>): void => {
      store.setState(({ waiting, held }) => ({
        waiting: [...waiting, { ...run, id: crypto.randomUUID() }],
        // What held others back is no concern of the first.
        held: waiting.length > 0 ? held : null,
      }));
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
    /** Nothing begins by itself any more: the project is being left. */
    hold: (): void => store.setState({ held: 'left' }),
    /** Lets a queue that was held back go on. */
    goOn: (): void => {
      store.setState({ held: null });
      void next();
    },
    clear: (): void => store.setState({ waiting: [], held: null }),
    destroy: () => {
      follow();
      keep();
    },
  };
}
