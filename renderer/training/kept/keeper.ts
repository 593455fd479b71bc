import { createStore } from 'zustand/vanilla';
import type { Snapshot } from '../../../src/engine/protocol.ts';
import type { Host } from '../../../src/host/host.ts';
import { once } from '../../once.ts';
import type { RunsStore } from '../../store/runs.ts';
import { epochsToKeep, type KeptState } from './policy.ts';
import { type StateName, stateName, stateOfName } from './state-name.ts';

/** A whole epoch's state that can be gone on from. */
export interface KeptEpoch extends KeptState {
  readonly step: number;
}

export interface KeeperState {
  /** By run, oldest first. */
  readonly kept: Readonly<Record<string, readonly KeptEpoch[]>>;
}

interface KeeperOptions {
  readonly host: Host;
  readonly runs: RunsStore;
  /** Bytes of one run's states. */
  readonly budget?: number;
  /** Milliseconds between two writes while a run goes on. */
  readonly rest?: number;
  /** Milliseconds that the states of a run that was taken out wait for it to be put back. */
  readonly grace?: number;
}

/** What runs that are opened again get into memory at once. */
const openedBytes = 256 * 2 ** 20;

const loadBytes = once(() => import('./snapshot-bytes.ts'));

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const sizeOf = ({ weights, optimizer }: Snapshot): number =>
  [...weights, ...optimizer].reduce((bytes, { values }) => bytes + values.byteLength, 0);

/**
 * Keeps states of runs with the host, so that any kept epoch can be forked, evaluated and exported, and a run that was cut
 * off goes on where it was. One write at a time, apart from the run's own path; what cannot be written stays in memory.
 */
export function createKeeper({ host, runs, budget = 2 ** 29, rest = 400, grace = 60_000 }: KeeperOptions) {
  const store = createStore<KeeperState>(() => ({ kept: {} }));
  /** Not written yet, or not to be written: run, then name. */
  const held = new Map<string, Map<string, Snapshot>>();
  const written = new Map<string, Set<string>>();
  const best = new Map<string, number>();
  let queue: { readonly runId: string; readonly name: string }[] = [];
  let writing: Promise<void> | null = null;
  let wake: (() => void) | null = null;
  let hurried = false;
  let project = runs.project();
  /** Deletions on their way. */
  let deleting: Promise<unknown> = Promise.resolve();
  const goodbyes = new Map<string, ReturnType<typeof setTimeout>>();

  const keptOf = (runId: string): readonly KeptEpoch[] => store.getState().kept[runId] ?? [];
  const setKept = (runId: string, list: readonly KeptEpoch[]) =>
    store.setState(({ kept }) => ({ kept: { ...kept, [runId]: list } }));
  const heldOf = (runId: string): Map<string, Snapshot> => {
    const known = held.get(runId) ?? new Map<string, Snapshot>();
    held.set(runId, known);
    return known;
  };
  const writtenOf = (runId: string): Set<string> => {
    const known = written.get(runId) ?? new Set<string>();
    written.set(runId, known);
    return known;
  };

  /** A state that a run has reached; `isBest`: the best so far. */
  function take(runId: string, snapshot: Snapshot, isBest: boolean): void {
    const name = stateName(snapshot);
    if (name === null) return;
    heldOf(runId).set(name, snapshot);
    queue.push({ runId, name });
    const { epoch, step, partial } = snapshot;
    if (!partial) {
      if (isBest) best.set(runId, epoch);
      const others = keptOf(runId).filter((state) => state.epoch < epoch);
      thin(runId, [...others, { epoch, step, bytes: sizeOf(snapshot) }]);
    }
    dropNames(runId, ({ within, step: known }) => within && known < step);
    writing ??= write();
  }

  function thin(runId: string, states: readonly KeptEpoch[]): void {
    const newest = states.at(-1)?.epoch ?? 0;
    const keep = new Set(epochsToKeep(states, budget, new Set([newest, best.get(runId) ?? newest])));
    setKept(
      runId,
      states.filter(({ epoch }) => keep.has(epoch)),
    );
    dropNames(runId, ({ within, epoch }) => !within && !keep.has(epoch));
  }

  /** Forgets states of a run, in memory and with the host. */
  function dropNames(runId: string, is: (state: StateName) => boolean): void {
    const gone = (name: string) => {
      const state = stateOfName(name);
      return state !== null && is(state);
    };
    for (const name of heldOf(runId).keys()) if (gone(name)) heldOf(runId).delete(name);
    const names = [...writtenOf(runId)].filter(gone);
    for (const name of names) writtenOf(runId).delete(name);
    if (names.length > 0) erase(runId, names);
  }

  function erase(run: string, names?: readonly string[]): void {
    const gone = host.request('deleteCheckpoints', { run, names }).catch(() => undefined);
    deleting = Promise.all([deleting, gone]);
  }

  async function write(): Promise<void> {
    const { snapshotBytes } = await loadBytes();
    // The newest first: where epochs are short, what a crash would lose counts more than having them all.
    for (let next = queue.pop(); next; next = queue.pop()) {
      const { runId, name } = next;
      const snapshot = held.get(runId)?.get(name);
      if (!snapshot) continue;
      try {
        const bytes = await snapshotBytes(snapshot, breathe);
        await host.request('writeCheckpoint', { run: runId, name, bytes });
        writtenOf(runId).add(name);
        // Dropped while it was written.
        if (held.get(runId)?.get(name) === snapshot) heldOf(runId).delete(name);
        else dropNames(runId, ({ name: other }) => other === name);
      } catch {
        // It stays in memory: the run can still be forked while the window is open.
      }
      if (!hurried && queue.length > 0) await pause();
    }
    writing = null;
  }

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, rest);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Resolves when all that was taken is with the host, or could not be put there. */
  async function flush(): Promise<void> {
    hurried = true;
    wake?.();
    while (writing) await writing;
    await deleting;
    hurried = false;
  }

  async function readName(runId: string, name: string): Promise<Snapshot | null> {
    const inMemory = held.get(runId)?.get(name);
    if (inMemory) return inMemory;
    const bytes = await host.request('readCheckpoint', { run: runId, name }).catch(() => null);
    return bytes ? (await loadBytes()).readSnapshotBytes(bytes) : null;
  }

  /** The state after so many epochs; `null` where it is not kept, or its file is damaged. */
  async function read(runId: string, epoch: number): Promise<Snapshot | null> {
    const state = keptOf(runId).find((kept) => kept.epoch === epoch);
    return state ? readName(runId, stateName({ epoch, step: state.step }) ?? '') : null;
  }

  /** What a project's runs had reached: lists their states, and reads the newest and best ones, newest run first. */
  async function open(): Promise<void> {
    const opened = project;
    let room = openedBytes;
    for (const { id, bestEpoch } of [...runs.getState().records].reverse()) {
      const entries = await host.request('listCheckpoints', { run: id }).catch(() => []);
      if (opened !== project) return;
      const states = entries.flatMap(({ name, bytes }) => {
        const state = stateOfName(name);
        return state ? [{ ...state, bytes }] : [];
      });
      if (states.length === 0) continue;
      states.sort((a, b) => a.step - b.step);
      for (const { name } of states) writtenOf(id).add(name);
      if (bestEpoch !== null) best.set(id, bestEpoch);
      setKept(
        id,
        states.filter(({ within }) => !within).map(({ epoch, step, bytes }) => ({ epoch, step, bytes })),
      );
      const newest = states.at(-1);
      const best0 = states.find(({ within, epoch }) => !within && epoch === bestEpoch);
      room -= (newest?.bytes ?? 0) + (best0?.bytes ?? 0);
      if (room < 0) continue;
      const last = newest ? await readName(id, newest.name) : null;
      const good = best0 && best0 !== newest ? await readName(id, best0.name) : best0 ? last : null;
      if (opened !== project) return;
      recover(id, last, good);
    }
  }

  /** The epochs that were done after the project was written last are in the newest state's own history. */
  function recover(id: string, last: Snapshot | null, good: Snapshot | null): void {
    const record = runs.record(id);
    if (!record) return;
    if (record.state === 'interrupted') {
      const known = record.epochs.at(-1)?.epoch ?? 0;
      for (const report of last?.history ?? []) if (report.epoch > known) runs.pushEpoch(id, report);
    }
    const present = runs.getState().checkpoints[id];
    runs.setCheckpoints(id, {
      ...(last && !present?.last ? { last } : {}),
      ...(good && !present?.best ? { best: good } : {}),
    });
  }

  function remove(id: string): void {
    clearTimeout(goodbyes.get(id));
    goodbyes.delete(id);
    queue = queue.filter(({ runId }) => runId !== id);
    held.delete(id);
    written.delete(id);
    best.delete(id);
    store.setState(({ kept: { [id]: _, ...others } }) => ({ kept: others }));
    erase(id);
  }

  const follow = runs.subscribe((state, before) => {
    if (runs.project() !== project) {
      project = runs.project();
      // Nothing can be put back into a project that is closed.
      for (const id of goodbyes.keys()) remove(id);
      store.setState({ kept: {} });
      void open();
      return;
    }
    if (state.records === before.records) return;
    const present = new Set(state.records.map(({ id }) => id));
    for (const { id } of before.records)
      if (!present.has(id))
        goodbyes.set(
          id,
          setTimeout(() => remove(id), grace),
        );
    for (const [id, timer] of goodbyes) {
      if (!present.has(id)) continue;
      clearTimeout(timer);
      goodbyes.delete(id);
    }
  });

  // A project may be open before there is a keeper.
  void open();

  return {
    ...store,
    take,
    flush,
    read,
    destroy: () => {
      follow();
      for (const id of goodbyes.keys()) remove(id);
    },
  };
}

export type Keeper = ReturnType<typeof createKeeper>;
