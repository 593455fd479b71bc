import { createStore } from 'zustand/vanilla';
import { type EpochFigures, withEpoch } from '../../src/core/diagnosis/figures.ts';
import { bestRun, type RunRecord } from '../../src/core/document/runs.ts';
import type { Graph } from '../../src/core/document/schema.ts';
import { nothingWaiting, type Waiting } from '../../src/core/runs/waiting.ts';
import { partRuns } from '../../src/core/surgery/parts.ts';
import type { BatchReport, EpochReport, Snapshot } from '../../src/engine/protocol.ts';
import { Series } from './series.ts';

/** States in memory that a run can be evaluated, predicted with, exported and trained further from. */
export interface Checkpoints {
  readonly best: Snapshot | null;
  readonly last: Snapshot | null;
  /** Another kept epoch's, since the user chose it. */
  readonly picked?: Snapshot | null;
}

/** The best state, the last one, or the one after so many epochs. */
export type CheckpointName = 'best' | 'last' | number;

/** Curves between epochs: x is the epoch as a fraction, so that runs of other batch sizes line up. */
export interface RunCurves {
  readonly loss: Series;
  readonly accuracy: Series;
  /** The learning rate. */
  readonly rate: Series;
}

export interface RunsState {
  /** Oldest first. */
  readonly records: readonly RunRecord[];
  /** The run that the panels show; `null`: the newest. */
  readonly selected: string | null;
  /** Runs that the charts leave out. */
  readonly hidden: ReadonlySet<string>;
  readonly checkpoints: Readonly<Record<string, Checkpoints>>;
  /** Grows with every batch: the curves are typed arrays that change in place. */
  readonly revision: number;
  /** What is still to be trained. */
  readonly waiting: Waiting;
  /** What the opened project had left, until the user has said what becomes of it. */
  readonly reopened: Reopened | null;
}

/** Work that the window before did not get to. */
interface Reopened {
  /** The run that was under way. */
  readonly cutOff: string | null;
}

/** What the user keeps of a run. */
type Mark = 'notes' | 'starred' | 'tone';

const none: Checkpoints = { best: null, last: null };

/** Weights and optimizer slots kept in memory for all runs together; beyond it the oldest runs give theirs up. */
const memoryBudget = 768 * 2 ** 20;

export function createRunsStore(budget: number = memoryBudget) {
  const store = createStore<RunsState>(() => ({
    records: [],
    selected: null,
    hidden: new Set(),
    checkpoints: {},
    revision: 0,
    waiting: nothingWaiting,
    reopened: null,
  }));
  const curves = new Map<string, RunCurves>();
  /** Projects loaded so far: runs taken out of one are not put back into another. */
  let loaded = 0;
  /** Numbers of runs that were deleted are not used again. */
  let highest = 0;

  const update = (id: string, change: (record: RunRecord) => RunRecord) =>
    store.setState(({ records }) => ({
      records: records.map((record) => (record.id === id ? change(record) : record)),
    }));

  const curvesOf = (id: string): RunCurves => {
    const known = curves.get(id);
    if (known) return known;
    const made = { loss: new Series(), accuracy: new Series(), rate: new Series() };
    curves.set(id, made);
    return made;
  };

  /** Takes runs out of the project. What is returned puts them back, weights and curves too, while it is open. */
  function takeOut(ids: readonly string[]): () => void {
    const out = new Set(ids);
    const { records, checkpoints, hidden } = store.getState();
    const gone = records.filter(({ id }) => out.has(id));
    const drawn = gone.flatMap(({ id }) => [[id, curves.get(id)] as const]);
    const weights = Object.fromEntries(Object.entries(checkpoints).filter(([id]) => out.has(id)));
    for (const id of ids) curves.delete(id);
    store.setState((state) => ({
      selected: state.selected !== null && out.has(state.selected) ? null : state.selected,
      records: state.records.filter(({ id }) => !out.has(id)),
      checkpoints: Object.fromEntries(Object.entries(state.checkpoints).filter(([id]) => !out.has(id))),
      hidden: new Set([...state.hidden].filter((id) => !out.has(id))),
    }));
    const project = loaded;
    return () => {
      if (project !== loaded) return;
      for (const [id, series] of drawn) if (series) curves.set(id, series);
      store.setState((state) => {
        const back = gone.filter(({ id }) => !state.records.some((record) => record.id === id));
        return {
          records: [...state.records, ...back].sort((a, b) => a.number - b.number),
          checkpoints: withinBudget({ ...weights, ...state.checkpoints }, state.records, budget),
          hidden: new Set([...state.hidden, ...[...hidden].filter((id) => out.has(id))]),
        };
      });
    };
  }

  return {
    ...store,
    /** Changes when another project is loaded. */
    project: () => loaded,
    nextNumber: () => Math.max(highest, ...store.getState().records.map(({ number }) => number)) + 1,
    record: (id: string): RunRecord | undefined => store.getState().records.find((record) => record.id === id),
    /** Adds and selects a run. Of the others only the best one stays on the charts, to compare with. */
    add: (record: RunRecord) =>
      store.setState(({ records }) => {
        const best = bestRun(records)?.id;
        const hidden = new Set(records.map(({ id }) => id).filter((id) => id !== best));
        highest = Math.max(highest, record.number);
        return { records: [...records, record], selected: record.id, hidden };
      }),
    /** A run that came with a part of the network, with its weights: what the panels show and the charts stays as it is. */
    addPart: (record: RunRecord, snapshot: Snapshot) =>
      store.setState(({ records, selected, hidden, checkpoints }) => {
        highest = Math.max(highest, record.number);
        const now = [...records, record];
        return {
          records: now,
          selected: selected ?? records.at(-1)?.id ?? null,
          hidden: new Set([...hidden, record.id]),
          checkpoints: withinBudget({ ...checkpoints, [record.id]: { best: snapshot, last: null } }, now, budget),
        };
      }),
    select: (id: string) => store.setState({ selected: id }),
    update,
    rename: (id: string, name: string | null) => update(id, (record) => ({ ...record, name })),
    remove: (id: string) => void takeOut([id]),
    takeOut,
    /** Stars, notes and colour of a run; `undefined` takes one off. */
    mark: (id: string, marks: { readonly [K in Mark]?: RunRecord[K] | undefined }) =>
      update(id, (record) => {
        const { notes, starred, tone, ...rest } = { ...record, ...marks };
        return {
          ...rest,
          ...(notes === undefined ? {} : { notes }),
          ...(starred === undefined ? {} : { starred }),
          ...(tone === undefined ? {} : { tone }),
        };
      }),
    toggleHidden: (id: string) =>
      store.setState(({ hidden }) => {
        const next = new Set(hidden);
        if (!next.delete(id)) next.add(id);
        return { hidden: next };
      }),
    curves: curvesOf,
    pushBatch: (report: BatchReport) => {
      const x = report.epoch - 1 + report.step / report.stepsPerEpoch;
      const { loss, accuracy, rate } = curvesOf(report.runId);
      const { stepsPerEpoch } = report;
      const record = store.getState().records.find(({ id }) => id === report.runId);
      if (record && record.stepsPerEpoch !== stepsPerEpoch) update(record.id, (run) => ({ ...run, stepsPerEpoch }));
      loss.push(x, report.loss);
      if (report.accuracy !== null) accuracy.push(x, report.accuracy);
      if (report.learningRate !== undefined) rate.push(x, report.learningRate);
      store.setState(({ revision }) => ({ revision: revision + 1 }));
    },
    pushEpoch: (id: string, report: EpochReport) =>
      update(id, (record) => {
        const epochs = [...record.epochs.filter(({ epoch }) => epoch < report.epoch), report];
        return {
          ...record,
          epochs,
          bestEpoch: lowestLoss(epochs),
          seconds: epochs.reduce((sum, { seconds }) => sum + seconds, 0),
        };
      }),
    pushFigures: (id: string, figures: EpochFigures) =>
      update(id, (record) => ({ ...record, figures: withEpoch(record.figures ?? [], figures) })),
    setCheckpoints: (id: string, changed: Partial<Checkpoints>) =>
      store.setState(({ checkpoints, records }) => ({
        checkpoints: withinBudget(
          { ...checkpoints, [id]: { ...none, ...checkpoints[id], ...changed } },
          records,
          budget,
        ),
      })),
    /** Replaces everything, when a project is opened; runs that a file holds as running were cut off. */
    load: (
      records: readonly RunRecord[],
      checkpoints: Readonly<Record<string, Checkpoints>>,
      waiting: Waiting = nothingWaiting,
    ) => {
      curves.clear();
      loaded++;
      highest = 0;
      store.setState({
        records: records.map((record) => (isUnfinished(record) ? { ...record, state: 'interrupted' } : record)),
        selected: null,
        hidden: new Set(records.map(({ id }) => id).filter((id) => id !== bestRun(records)?.id)),
        checkpoints,
        revision: 0,
        waiting,
        reopened: reopenedOf(records, waiting),
      });
    },
    setWaiting: (change: Partial<Waiting>) => store.setState(({ waiting }) => ({ waiting: { ...waiting, ...change } })),
    /** The user has said what becomes of what was left. */
    answerReopened: () => store.setState({ reopened: null }),
  };
}

export type RunsStore = ReturnType<typeof createRunsStore>;

/** The run whose weights a project file keeps, with them: the best one whose weights are still in memory, else imported ones. */
export function bestWithWeights(state: RunsState): { readonly record: RunRecord; readonly snapshot: Snapshot } | null {
  const held = state.records.filter(({ id }) => state.checkpoints[id]?.best);
  const record = bestRun(held) ?? held.findLast(({ imported, part }) => imported !== undefined && !part);
  const snapshot = record ? state.checkpoints[record.id]?.best : null;
  return record && snapshot ? { record, snapshot } : null;
}

/** Weights that nothing here can make again, of runs other than `best`: those that came with files, and with parts of the network. */
export function broughtSnapshots({ records, checkpoints }: RunsState, graph: Graph, best?: string) {
  const imported = records.flatMap(({ id, imported: file, part }) => (file !== undefined && !part ? [id] : []));
  return [...new Set([...imported, ...partRuns(graph)])].flatMap((runId) => {
    const kept = checkpoints[runId];
    const snapshot = runId === best ? null : (kept?.best ?? kept?.last);
    return snapshot ? [{ runId, snapshot }] : [];
  });
}

const isUnfinished = (record: RunRecord) =>
  record.state === 'preparing' || record.state === 'running' || record.state === 'paused';

/** A trial of a search is taken up with the search. */
function reopenedOf(records: readonly RunRecord[], waiting: Waiting): Reopened | null {
  const cutOff = records.findLast((record) => isUnfinished(record) && !record.trial)?.id ?? null;
  const isLeft = waiting.queue.length > 0 || waiting.search?.rests === false;
  return cutOff !== null || isLeft ? { cutOff } : null;
}

function lowestLoss(epochs: readonly EpochReport[]): number | null {
  let best: EpochReport | null = null;
  for (const epoch of epochs) {
    const loss = epoch.valLoss ?? epoch.loss;
    if (Number.isFinite(loss) && (best === null || loss < (best.valLoss ?? best.loss))) best = epoch;
  }
  return best?.epoch ?? null;
}

export const snapshotBytes = (snapshot: Snapshot | null): number =>
  snapshot === null
    ? 0
    : [...snapshot.weights, ...snapshot.optimizer].reduce((bytes, { values }) => bytes + values.byteLength, 0);

/** Gives up, oldest run first, the last state and then the best one; the newest run, the best run and imported ones keep theirs. */
function withinBudget(
  checkpoints: Readonly<Record<string, Checkpoints>>,
  records: readonly RunRecord[],
  budget: number,
): Readonly<Record<string, Checkpoints>> {
  const kept = { ...checkpoints };
  let bytes = Object.values(kept).reduce((sum, pair) => sum + pairBytes(pair), 0);
  const best = bestRun(records)?.id;
  const candidates = records.slice(0, -1).filter(({ id, imported }) => id !== best && !imported && kept[id]);
  for (const drop of ['picked', 'last', 'best'] as const) {
    for (const { id } of candidates) {
      if (bytes <= budget) return kept;
      const before = kept[id] ?? none;
      if (!before[drop]) continue;
      kept[id] = { ...before, [drop]: null };
      bytes += pairBytes(kept[id]) - pairBytes(before);
    }
  }
  return kept;
}

const pairBytes = ({ best, last, picked = null }: Checkpoints): number =>
  [...new Set([best, last, picked])].reduce((bytes, snapshot) => bytes + snapshotBytes(snapshot), 0);
