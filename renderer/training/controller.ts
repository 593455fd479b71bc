import type { SettingsChange } from '../../src/core/document/run-changes.ts';
import { drawingOf, type RunMarks } from '../../src/core/document/run-marks.ts';
import { fingerprint, type RunRecord } from '../../src/core/document/runs.ts';
import type { StrideDocument, TrainingSettings } from '../../src/core/document/schema.ts';
import { loadDataset } from '../../src/engine/data/browser.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { runDataOf } from '../../src/engine/data/run-data.ts';
import type { LiveWeights } from '../../src/engine/look/live-weights.ts';
import type { Engine, Probe, RunHandle, Snapshot } from '../../src/engine/protocol.ts';
import type { FindRateHandle, FindRateRequest } from '../../src/engine/train/find-rate-messages.ts';
import type { Host } from '../../src/host/host.ts';
import type { AnalysisStore } from '../store/analysis.ts';
import type { DataStore } from '../store/data.ts';
import type { DocumentStore } from '../store/document.ts';
import type { RunsStore } from '../store/runs.ts';
import type { CheckpointRef, PredictInput, SessionStore } from '../store/session.ts';
import { chosenDevice, type UiStore } from '../store/ui.ts';
import { type Asking, createAsking } from './asking.ts';
import { compiledNetwork, inputShapeOf, trainingProblems } from './compiled.ts';
import { createDataLoader, type OpenData } from './data-loader.ts';
import { createForecaster } from './forecast/forecaster.ts';
import { workOf } from './forecast/work.ts';
import { createGoingOn } from './going-on.ts';
import { createKeeper } from './kept/keeper.ts';
import { chooseProbes } from './probes.ts';
import { createQueue } from './queue.ts';
import { createRunEvents } from './run-events.ts';
import { startWeights } from './start-weights.ts';
import { createSuggesting } from './suggesting.ts';
import { followPaint, watchedBy } from './watching.ts';

interface Parts {
  readonly engine: Engine;
  readonly documents: DocumentStore;
  readonly analyses: AnalysisStore;
  readonly session: SessionStore;
  readonly runs: RunsStore;
  readonly data: DataStore;
  readonly host: Host;
  readonly ui: UiStore;
  /** A run was asked for and there are no images to train on. */
  readonly onNoData?: () => void;
  /** How data sets are opened: the engine's browser loader unless a Node test passes its own. */
  readonly openData?: OpenData;
  /** Milliseconds, rising. */
  readonly now?: () => number;
}

/** A run that is to begin. */
export interface Launch {
  readonly network: RunRecord['network'];
  readonly settings: TrainingSettings;
  readonly dataset: Dataset;
  readonly snapshot: Snapshot | null;
  readonly parent: RunRecord | null;
  readonly marks: Pick<RunMarks, 'drawing' | 'trial'>;
  /** The run that goes on itself, in place of a new one. */
  readonly into?: RunRecord;
  /** Epochs after which it rests, of all that its settings ask for. */
  readonly until?: number;
  /** The screen stays where it is. */
  readonly quiet?: boolean;
}

/** Rates that a range test goes through. */
export type RateRange = Pick<FindRateRequest, 'lowest' | 'highest' | 'steps'>;

export type StartRefusal = 'busy' | 'data' | 'graph' | 'settings';

/** Edits of typed input shapes come in bursts; images are fitted to the shape when it rests. */
const restBeforeLoading = 300;

/**
 * Everything that has to do with runs: loads the images that the document names, starts and steers runs, evaluates and
 * predicts. Screens read the stores and call this.
 */
export function createTrainingController(parts: Parts) {
  const { engine, documents, analyses, session, runs, data, ui } = parts;
  const now = parts.now ?? (() => performance.now());
  const loader = createDataLoader({ host: parts.host, data, openData: parts.openData ?? loadDataset });
  const backend = () => ui.getState().backend;
  const asking: Asking = createAsking({ engine, runs, session, loader, backend });
  const forecaster = createForecaster({ engine, backend });
  const keeper = createKeeper({ host: parts.host, runs });
  const suggesting = createSuggesting({ documents, analyses, data });
  const isBusy = () => handle !== null;
  const goingOn = createGoingOn({ documents, runs, session, ui, asking, keeper, launch, refuse, isBusy });
  const queue = createQueue({ session, runs, begin: goingOn.begin });
  let handle: RunHandle | null = null;
  let probeRound = 0;
  let resting: ReturnType<typeof setTimeout> | null = null;
  /** A screen has asked for the images: from then on they follow the document. */
  let wanted = false;

  const document = (): StrideDocument => documents.getState().document;

  /** Opens the document's images, fitted to its network's input; the data store says how it goes. */
  async function loadData(): Promise<Dataset | null> {
    wanted = true;
    const { data: ref } = document().training;
    // A template for photographs does not know where they are on this machine.
    if (ref.source === 'folder' && ref.path === '') return null;
    const dataset = await loader.show(ref, inputShapeOf(analyses.getState().analysis));
    if (dataset && session.getState().probes.length === 0) setProbes(dataset);
    return dataset;
  }

  function setProbes(dataset: Dataset): void {
    const probes = chooseProbes(dataset, probeRound);
    session.setState({ probes, probe: probes[0] ?? null });
  }

  /** What the document would train now; says what is in the way by going to the step that shows it. */
  async function prepared() {
    const dataset = await loadData();
    if (!dataset) {
      parts.onNoData?.();
      return refuse('data');
    }
    const { analysis } = analyses.getState();
    const network = compiledNetwork(document().graph, analysis);
    if (!network) return refuse('graph');
    const problems = trainingProblems(document(), analysis, dataset);
    if (problems.some(({ severity }) => severity === 'error')) return refuse('settings');
    return { network, settings: document().training, dataset, drawing: drawingOf(document()) };
  }

  /** Trains the document's network, from the start or from the state that is to be forked. */
  async function start(): Promise<StartRefusal | null> {
    if (handle) return 'busy';
    const { fork } = session.getState();
    if (fork) return goingOn.startFork(fork);
    const ready = await prepared();
    if (typeof ready === 'string') return ready;
    const { drawing, ...run } = ready;
    return launch({ ...run, snapshot: null, parent: null, marks: { drawing } });
  }

  /** Puts what `start` would train at the end of the queue; it begins when those before it are over. */
  async function enqueue(): Promise<StartRefusal | null> {
    const { fork } = session.getState();
    const parent = fork && runs.record(fork.runId);
    const ready = parent
      ? { network: parent.network, settings: document().training, drawing: parent.drawing ?? drawingOf(document()) }
      : await prepared();
    if (typeof ready === 'string') return ready;
    const { network, settings, drawing } = ready;
    queue.add({ network, settings, drawing, fork });
    session.setState({ fork: null });
    return null;
  }

  function refuse(reason: StartRefusal): StartRefusal {
    ui.setState(reason === 'graph' ? { step: 'define', problemsOpen: true } : { step: 'compile' });
    return reason;
  }

  function launch({
    network,
    settings,
    dataset,
    snapshot,
    parent,
    marks,
    into,
    until,
    quiet,
  }: Launch): StartRefusal | null {
    if (handle) return 'busy';
    const graph = marks.drawing?.graph ?? document().graph;
    const initial = snapshot ? null : startWeights(settings, runs.getState(), network, graph);
    if (initial === 'missing') return refuse('settings');
    if (session.getState().probes.length === 0) setProbes(dataset);
    const runId = into?.id ?? crypto.randomUUID();
    const done = ((into ?? parent)?.epochs ?? []).filter(({ epoch }) => epoch <= (snapshot?.epoch ?? 0));
    const epochs = Math.min(settings.epochs, until ?? settings.epochs) - done.length;
    const work = workOf(network, settings, dataset, document(), analyses.getState().analysis);
    const forecast =
      epochs > 0 ? forecaster.ofRun(work, chosenDevice(ui.getState().backends, backend()), epochs) : null;
    const begun = { state: 'preparing', failure: null } as const;
    const record: RunRecord = {
      id: runId,
      number: runs.nextNumber(),
      name: null,
      startedAt: new Date().toISOString(),
      settings,
      data: runDataOf(dataset, settings.data),
      network,
      fingerprint: fingerprint(network),
      ...begun,
      epochs: done,
      bestEpoch: null,
      device: null,
      seconds: 0,
      ...(forecast ? { forecast } : {}),
      parent: parent?.id ?? null,
      ...(parent && snapshot ? { forkedAt: snapshot.epoch } : {}),
      ...(parent?.figures ? { figures: parent.figures.filter(({ epoch }) => epoch <= done.length) } : {}),
      evaluation: null,
      ...marks,
    };
    if (into) runs.update(runId, ({ endedEarly: _, ...before }) => ({ ...before, ...begun, settings, epochs: done }));
    else runs.add(record);
    session.setState({ session: { state: 'preparing', runId }, checkpoint: null, evaluation: { state: 'none' } });
    if (!quiet) ui.setState({ step: 'train' });
    const take = createRunEvents(runId, { runs, session, now });
    let over = false;
    const started = engine.train(
      {
        runId,
        network,
        settings,
        dataset,
        backend: backend(),
        ...watchedBy(ui.getState(), session.getState().probe),
        ...(snapshot ? { snapshot } : {}),
        ...(initial ? { initial: initial.weights() } : {}),
        ...(into ? { since: into.forkedAt ?? 0 } : {}),
        ...(until === undefined ? {} : { until }),
      },
      (event) => {
        if (event.type === 'finished') {
          over = true;
          if (handle?.runId === runId) handle = null;
        }
        take(event);
        if (event.type === 'snapshot') keeper.take(runId, event.snapshot, event.best);
        else if (event.type === 'finished') void keeper.flush();
        const record = event.type === 'finished' ? runs.record(runId) : undefined;
        if (record) forecaster.learn(work, record, epochs);
      },
    );
    // A run may be refused before the engine hands it over.
    handle = over ? null : started;
    return null;
  }

  /** A steering request fails only when its run is over, and then `finished` has said so already. */
  const steer = (act: (run: RunHandle) => Promise<void>): void => {
    if (handle) act(handle).catch(() => undefined);
  };

  const unfollowPaint = followPaint(ui, () => session.getState().probe, steer);
  const pause = () => steer((run) => run.pause());
  const resume = () => steer((run) => run.resume());

  function stop(): void {
    const { session: current } = session.getState();
    if (current.state === 'running' || current.state === 'paused') {
      session.setState({ session: { ...current, state: 'stopping' } });
    }
    steer((run) => run.stop());
  }

  function togglePause(): void {
    const { state } = session.getState().session;
    if (state === 'running') pause();
    else if (state === 'paused') resume();
  }

  function setProbe(probe: Probe): void {
    session.setState({ probe });
    if (handle) steer((run) => run.setProbe(watchedBy(ui.getState(), probe).probe));
    // Without a run the maps come from the trained network; a failure leaves the old ones.
    else asking.probe(probe.split, probe.index).catch(() => undefined);
  }

  function shuffleProbes(): void {
    const state = data.getState();
    if (state.state !== 'ready') return;
    probeRound++;
    setProbes(state.dataset);
    const { probe } = session.getState();
    if (probe) setProbe(probe);
  }

  /** Chooses what is evaluated, predicts and is exported; a kept epoch is read first where it is not in memory. */
  async function setCheckpoint(checkpoint: CheckpointRef): Promise<void> {
    const { runId, which } = checkpoint;
    const known = runs.getState().checkpoints[runId];
    if (typeof which === 'number' && ![known?.best, known?.last, known?.picked].some((s) => s?.epoch === which)) {
      const picked = await keeper.read(runId, which);
      if (!picked) return;
      runs.setCheckpoints(runId, { picked });
    }
    session.setState({ checkpoint, evaluation: { state: 'none' }, cell: null });
    const { input } = session.getState();
    if (input) asking.predict(input);
  }

  /** For another document: nothing of the old one's runs stays on the screen. The shell loads the new one's runs. */
  function reset(): void {
    stop();
    forecaster.cancel();
    queue.open();
    handle = null;
    probeRound = 0;
    session.setState(session.getInitialState(), true);
  }

  const follow = documents.subscribe((state, before) => {
    if (state.id !== before.id) reset();
    const changed = state.document.training.data !== before.document.training.data || state.id !== before.id;
    const graphChanged = state.document.graph !== before.document.graph;
    if (!wanted || (!changed && !graphChanged)) return;
    if (changed) session.setState({ probes: [], probe: null });
    if (resting) clearTimeout(resting);
    resting = setTimeout(() => void loadData(), changed ? 0 : restBeforeLoading);
  });

  return {
    forecaster,
    loadData,
    enqueue,
    queue,
    cancelLoading: loader.cancel,
    /** What was dropped on the page and lies nowhere that it is told of. */
    dropped: loader.dropped,
    start,
    ...goingOn,
    ...suggesting,
    /** States of runs by epoch: which are kept, and what they hold. */
    keeper,
    /** A range test of what `start` would train, on a copy of its weights; `null` where that cannot be trained. */
    findRate: async (range: RateRange, tell: (done: number) => void): Promise<FindRateHandle | null> => {
      const { fork } = session.getState();
      const ready = await prepared();
      if (typeof ready === 'string') return null;
      const parent = fork && runs.record(fork.runId);
      const weights = fork && parent ? (await keeper.read(fork.runId, fork.epoch))?.weights : undefined;
      const network = parent && weights ? parent.network : ready.network;
      const { settings, dataset } = ready;
      const asked = { network, settings, dataset, backend: backend(), ...range };
      // What was measured unasked waits for nobody who asked.
      await forecaster.giveWay();
      return engine.findRate({ ...asked, ...(weights ? { weights } : {}) }, tell);
    },
    /** Of the run in progress, as they are after the step at hand; `null` without one. */
    liveWeights: async (): Promise<LiveWeights | null> => (handle ? handle.weights() : null),
    /** Of the run in progress; what it cannot change is left out. Rejects with an `EngineError` where it cannot go on so. */
    change: async (settings: SettingsChange): Promise<void> => {
      await handle?.change(settings);
      if (handle) session.setState(({ changes }) => ({ changes: { ...changes, ...settings } }));
    },
    pause,
    resume,
    togglePause,
    step: () => steer((run) => run.step()),
    stop,
    /** For whoever leaves the project: what is under way ends, and nothing begins by itself. */
    leave: () => {
      queue.hold();
      stop();
    },
    setProbe,
    shuffleProbes,
    setCheckpoint,
    evaluate: asking.evaluate,
    predict: (input: PredictInput | null): void => void asking.predict(input),
    /** Probabilities of several images by the chosen checkpoint; rejects with an `EngineError`. */
    predictMany: asking.request,
    checkpoint: asking.checkpoint,
    datasetOf: asking.datasetOf,
    /** A run with everything given, as a search starts them; refused while another is in progress. */
    launch,
    destroy: () => {
      follow();
      if (resting) clearTimeout(resting);
      loader.destroy();
      unfollowPaint();
      keeper.destroy();
      queue.destroy();
      forecaster.cancel();
      stop();
    },
  };
}

export type TrainingController = ReturnType<typeof createTrainingController>;
