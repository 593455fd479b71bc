import { createStore } from 'zustand/vanilla';
import type { Analysis } from '../../src/core/analysis/types.ts';
import { fingerprint, type RunRecord } from '../../src/core/document/runs.ts';
import type { Graph, TrainingSettings } from '../../src/core/document/schema.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { normalized } from '../../src/engine/data/normalize.ts';
import { failureOf } from '../../src/engine/failure.ts';
import type { Look, LookedLayer, LookTarget } from '../../src/engine/look/protocol.ts';
import type { NamedWeight, Probe } from '../../src/engine/protocol.ts';
import type { App } from '../app.ts';
import { compiledNetwork } from '../training/compiled.ts';
import { readSample } from '../training/pixels.ts';
import { chooseProbes } from '../training/probes.ts';
import { settingsAt } from './settings-at.ts';

export const tabs = ['maps', 'window', 'ideal', 'evidence', 'shift'] as const;
export type InspectTab = (typeof tabs)[number];

/** A network at one moment of its training, and the images that it learns from. */
export interface Seen {
  /** `null`: the drawing, which no run has trained. */
  readonly run: RunRecord | null;
  readonly target: LookTarget;
  /** As the next step has them: the learning rate is the schedule's at this moment. */
  readonly settings: TrainingSettings;
  readonly dataset: Dataset;
  /** `live`: as the run in progress has it; `kept`: after whole epochs; `initial`: as training begins. */
  readonly moment: 'initial' | 'kept' | 'live';
  readonly epoch: number;
  readonly step: number | null;
  readonly layers: readonly LookedLayer[];
}

export type InspectProblem =
  | { readonly kind: 'graph' | 'data' | 'gone' | 'samples' }
  | { readonly kind: 'failed'; readonly message: string };

export interface InspectState {
  readonly seen: Seen | null;
  readonly opening: boolean;
  readonly problem: InspectProblem | null;
  /** Epochs done that are asked for; `newest` follows the run. */
  readonly wanted: 'newest' | number;
  /** Whether a run in progress is followed. */
  readonly live: boolean;
  readonly probes: readonly Probe[];
  readonly probe: Probe | null;
  /** Of the probe. */
  readonly probabilities: Float32Array | null;
  /** Grows with every change of weights or image: answers from before are old. */
  readonly revision: number;
  /** The same for what takes long: while a run is followed, at most every ten seconds. */
  readonly slow: number;
  readonly tab: InspectTab;
  readonly nodeId: string | null;
  readonly channel: number;
  /** Input slice of the filter. */
  readonly slice: number;
  /** Row and column of a unit of the layer; `null`: its middle. */
  readonly unit: readonly [number, number] | null;
}

/** Milliseconds between two readings of a run in progress, at least; and the share of time that they may take, at most. */
const followEvery = 500;
const mostShare = 0.1;
const slowEvery = 10_000;
const probeCount = 5;

type Subject = Omit<Seen, 'layers'>;

/** What of the app it looks at. */
type InspectedApp = Pick<App, 'engine' | 'documents' | 'analyses' | 'session' | 'runs' | 'data' | 'ui' | 'training'>;

/** Looks into networks for the Inspect view: opens what is shown, follows a run in progress, and asks about it. */
export function createInspecting(app: InspectedApp) {
  const store = createStore<InspectState>(() => ({
    seen: null,
    opening: false,
    problem: null,
    wanted: 'newest',
    live: true,
    probes: [],
    probe: null,
    probabilities: null,
    revision: 0,
    slow: 0,
    tab: 'maps',
    nodeId: null,
    channel: 0,
    slice: 0,
    unit: null,
  }));
  let look: Look | null = null;
  let ticket = 0;
  let round = 0;
  let shownKey = '';
  let drawnFrom: { readonly graph: Graph; readonly analysis: Analysis; readonly print: string } | null = null;
  let slowAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let mounted = 0;
  let stops: (() => void)[] = [];

  const looking = (): Look => {
    look ??= app.engine.look();
    return look;
  };
  const shownRun = (): RunRecord | null => {
    const { records, selected } = app.runs.getState();
    return records.find(({ id }) => id === selected) ?? records.at(-1) ?? null;
  };
  const activeRun = (): string | null => {
    const { session } = app.session.getState();
    return session.state === 'running' || session.state === 'paused' || session.state === 'stopping'
      ? session.runId
      : null;
  };

  /** Epochs whose state can be looked at, 0 for the weights that training begins with. */
  function epochsOf(run: RunRecord): readonly number[] {
    const { best = null, last = null, picked = null } = app.runs.getState().checkpoints[run.id] ?? {};
    const kept = (app.training.keeper.getState().kept[run.id] ?? []).map(({ epoch }) => epoch);
    const held = [best, last, picked].flatMap((state) => (state && !state.partial ? [state.epoch] : []));
    const begun = run.parent === null ? [0] : [];
    return [...new Set([...begun, ...kept, ...held])].sort((a, b) => a - b);
  }

  function momentOf(run: RunRecord | null): { readonly kind: Seen['moment']; readonly epoch: number } {
    const { wanted, live } = store.getState();
    if (!run) return { kind: 'initial', epoch: 0 };
    if (wanted === 'newest' && live && activeRun() === run.id) return { kind: 'live', epoch: 0 };
    const epochs = epochsOf(run);
    const epoch = wanted !== 'newest' && epochs.includes(wanted) ? wanted : (epochs.at(-1) ?? 0);
    return epoch === 0 ? { kind: 'initial', epoch } : { kind: 'kept', epoch };
  }

  /** The drawing's network, told apart from others; looked at anew only where the drawing has changed. */
  function drawn(): string {
    const { document } = app.documents.getState();
    const { analysis } = app.analyses.getState();
    if (drawnFrom?.graph !== document.graph || drawnFrom.analysis !== analysis) {
      const network = compiledNetwork(document.graph, analysis);
      drawnFrom = { graph: document.graph, analysis, print: network ? fingerprint(network) : '' };
    }
    return drawnFrom.print;
  }

  /** What is to be looked at now: when it changes, it is opened again. */
  function keyNow(): string {
    const run = shownRun();
    const { kind, epoch } = momentOf(run);
    if (run) return `${run.id} ${kind} ${epoch} ${app.ui.getState().backend}`;
    const { document } = app.documents.getState();
    const data = app.data.getState();
    return `${drawn()} ${data.state === 'ready' ? data.dataset.id : data.state} ${document.training.seed}`;
  }

  async function weightsOf(run: RunRecord, epoch: number): Promise<readonly NamedWeight[] | null> {
    const { best = null, last = null, picked = null } = app.runs.getState().checkpoints[run.id] ?? {};
    const held = [best, last, picked].find((state) => state?.epoch === epoch && !state.partial);
    return (held ?? (await app.training.keeper.read(run.id, epoch)))?.weights ?? null;
  }

  async function subjectOf(): Promise<Subject | InspectProblem> {
    const run = shownRun();
    const backend = app.ui.getState().backend;
    if (!run) return drawing();
    const data = await app.training.datasetOf(run);
    if (!data.ok) return { kind: 'data' };
    const { kind, epoch } = momentOf(run);
    const { network, settings } = run;
    const common = (epoch: number, step: number | null) => ({
      run,
      settings: settingsAt(settings, run, data.value, { epoch, step }),
      dataset: data.value,
      epoch,
      step,
    });
    const targetOf = (weights: LookTarget['weights']) => ({ network, weights, seed: settings.seed, backend });
    if (kind === 'initial') return { ...common(0, 0), target: targetOf(null), moment: kind };
    if (kind === 'live') {
      const live = await app.training.liveWeights();
      if (live) {
        const { weights, epoch: done, step } = live;
        return { ...common(done, step), target: targetOf(weights), moment: kind };
      }
    }
    const weights = await weightsOf(run, epoch);
    return weights ? { ...common(epoch, null), target: targetOf(weights), moment: 'kept' } : { kind: 'gone' };
  }

  async function drawing(): Promise<Subject | InspectProblem> {
    const { document } = app.documents.getState();
    const network = compiledNetwork(document.graph, app.analyses.getState().analysis);
    if (!network) return { kind: 'graph' };
    const dataset = await app.training.loadData();
    if (!dataset) return { kind: 'data' };
    const { training } = document;
    const settings = settingsAt(training, null, dataset, { epoch: 0, step: 0 });
    const target = { network, weights: null, seed: settings.seed, backend: app.ui.getState().backend };
    return { run: null, target, settings, dataset, moment: 'initial', epoch: 0, step: 0 };
  }

  /** Opens what is to be looked at; what was asked for since goes first. */
  async function open(): Promise<void> {
    const mine = ++ticket;
    shownKey = keyNow();
    store.setState({ opening: true });
    const settle = (change: Partial<InspectState>): void => {
      if (mine === ticket) store.setState({ opening: false, ...change });
    };
    try {
      const subject = await subjectOf();
      if (mine !== ticket) return;
      if ('kind' in subject) return settle({ problem: subject, seen: null });
      const { layers } = await looking().ask('lookAt', subject.target);
      if (mine !== ticket) return;
      const before = store.getState();
      const sameData = before.seen?.dataset === subject.dataset && before.probes.length > 0;
      const probes = sameData ? before.probes : chooseProbes(subject.dataset, round, probeCount);
      const probe = sameData ? before.probe : (probes[0] ?? null);
      if (!probe) return settle({ problem: { kind: 'samples' }, seen: null });
      const probabilities = await show(subject.dataset, probe);
      const chosen = layers.some(({ nodeId }) => nodeId === before.nodeId) ? before.nodeId : firstWorthSeeing(layers);
      const followed = subject.moment === 'live' && before.seen?.moment === 'live';
      const slowDue = !followed || performance.now() - slowAt > slowEvery;
      if (mine === ticket && slowDue) slowAt = performance.now();
      settle({
        seen: { ...subject, layers },
        problem: null,
        probes,
        probe,
        probabilities,
        revision: before.revision + 1,
        slow: before.slow + (slowDue ? 1 : 0),
        ...(chosen === before.nodeId ? {} : { nodeId: chosen, channel: 0, slice: 0, unit: null }),
      });
    } catch (error) {
      settle({ problem: { kind: 'failed', message: failureOf(error).message }, seen: null });
    }
  }

  async function show(dataset: Dataset, { split, index }: Probe): Promise<Float32Array> {
    const values = normalized(await readSample(dataset, split, index), dataset);
    return (await looking().ask('lookImage', { values })).probabilities;
  }

  async function setProbe(probe: Probe): Promise<void> {
    const { seen, opening } = store.getState();
    store.setState({ probe });
    // What is being opened shows the new one.
    if (opening) return open();
    if (!seen) return;
    const mine = ++ticket;
    try {
      const probabilities = await show(seen.dataset, probe);
      if (mine !== ticket) return;
      store.setState(({ revision }) => ({ opening: false, probabilities, revision: revision + 1, unit: null }));
    } catch (error) {
      if (mine === ticket) store.setState({ problem: { kind: 'failed', message: failureOf(error).message } });
    }
  }

  function shuffle(): void {
    const { seen } = store.getState();
    if (!seen) return;
    round++;
    const probes = chooseProbes(seen.dataset, round, probeCount);
    store.setState({ probes });
    const [first] = probes;
    if (first) void setProbe(first);
  }

  const check = (): void => {
    if (keyNow() !== shownKey) void open();
  };

  /** Reads a run in progress again, resting nine times as long as it took. */
  async function follow(): Promise<void> {
    const begun = performance.now();
    const { session } = app.session.getState();
    if (momentOf(shownRun()).kind === 'live' && session.state === 'running') await open();
    const took = performance.now() - begun;
    if (mounted > 0) timer = setTimeout(() => void follow(), Math.max(followEvery, took / mostShare));
  }

  /** While the view is there. */
  function mount(): () => void {
    mounted++;
    if (mounted === 1) {
      const { runs, session, documents, analyses, data, ui, training } = app;
      stops = [runs, session, documents, analyses, data, ui, training.keeper].map((part) => part.subscribe(check));
      void open();
      timer = setTimeout(() => void follow(), followEvery);
    }
    return () => {
      mounted--;
      if (mounted > 0) return;
      for (const stop of stops) stop();
      if (timer) clearTimeout(timer);
      ticket++;
      look?.close();
      look = null;
      store.setState({ seen: null, opening: false });
    };
  }

  return {
    ...store,
    mount,
    epochsOf,
    setProbe,
    shuffle,
    again: () => void open(),
    look: looking,
    /** A worker of its own for another network, or for steps that must not end with the next reading. */
    another: (): Look => app.engine.look(),
    weightsOf,
    setLive: (live: boolean): void => {
      store.setState({ live });
      check();
    },
    setEpoch: (wanted: InspectState['wanted']): void => {
      store.setState({ wanted });
      check();
    },
    selectLayer: (nodeId: string): void => store.setState({ nodeId, channel: 0, slice: 0, unit: null }),
    selectChannel: (channel: number, unit?: readonly [number, number]): void =>
      store.setState(unit ? { channel, unit } : { channel }),
    setTab: (tab: InspectTab): void => store.setState({ tab }),
  };
}

/** The first layer with filters over pictures, else with weights, else any. */
function firstWorthSeeing(layers: readonly LookedLayer[]): string | null {
  const found =
    layers.find(({ window }) => window === 'convolution') ?? layers.find(({ kernel }) => kernel !== null) ?? layers[1];
  return (found ?? layers[0])?.nodeId ?? null;
}

export type Inspecting = ReturnType<typeof createInspecting>;
