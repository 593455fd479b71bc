import type { RunMarks } from '../../src/core/document/run-marks.ts';
import type { RunRecord } from '../../src/core/document/runs.ts';
import type { TrainingSettings } from '../../src/core/document/schema.ts';
import type { WaitingRun } from '../../src/core/runs/waiting.ts';
import type { Snapshot } from '../../src/engine/protocol.ts';
import type { DocumentStore } from '../store/document.ts';
import type { RunsStore } from '../store/runs.ts';
import type { SessionStore } from '../store/session.ts';
import type { UiStore } from '../store/ui.ts';
import type { Asking } from './asking.ts';
import type { Launch, StartRefusal } from './controller.ts';
import type { Keeper } from './kept/keeper.ts';

interface Parts {
  readonly documents: DocumentStore;
  readonly runs: RunsStore;
  readonly session: SessionStore;
  readonly ui: UiStore;
  readonly asking: Asking;
  readonly keeper: Keeper;
  readonly launch: (launch: Launch) => StartRefusal | null;
  readonly refuse: (reason: StartRefusal) => StartRefusal;
  readonly isBusy: () => boolean;
}

const drawnAs = ({ drawing }: RunRecord): Pick<RunMarks, 'drawing'> => (drawing ? { drawing } : {});

/** A run that was cut off or stopped before its last epoch, and whose last state is there. */
export const canContinue = (run: RunRecord): boolean =>
  (run.state === 'interrupted' || run.state === 'stopped') && (run.epochs.at(-1)?.epoch ?? 0) < run.settings.epochs;

/** All ways to train on from a run that has been: itself, further, again, from one of its epochs. */
export function createGoingOn(parts: Parts) {
  const { documents, runs, session, ui, asking, keeper, launch, refuse, isBusy } = parts;

  /** @param from the state to go on from; `null`: new weights. */
  async function goOn(
    id: string,
    settingsOf: (record: RunRecord) => TrainingSettings,
    from: (record: RunRecord) => Promise<Snapshot | null>,
  ): Promise<StartRefusal | null> {
    const record = runs.record(id);
    if (!record || isBusy()) return 'busy';
    const settings = settingsOf(record);
    const opened = await asking.datasetOf({ ...record, settings });
    if (!opened.ok) return refuse('data');
    const snapshot = await from(record);
    return launch({
      network: record.network,
      settings,
      dataset: opened.value,
      snapshot,
      parent: snapshot ? record : null,
      marks: drawnAs(record),
    });
  }

  const lastOf = async ({ id }: RunRecord): Promise<Snapshot | null> => runs.getState().checkpoints[id]?.last ?? null;

  return {
    /** Goes on from a run's last state with its own network, for as many epochs more as the document asks for. */
    trainFurther: (id: string): Promise<StartRefusal | null> =>
      goOn(
        id,
        ({ settings, epochs }) => ({
          ...settings,
          epochs: (epochs.at(-1)?.epoch ?? 0) + documents.getState().document.training.epochs,
        }),
        lastOf,
      ),

    /** A run's network and settings once more, from new weights. */
    trainAgain: (id: string): Promise<StartRefusal | null> =>
      goOn(
        id,
        ({ settings }) => settings,
        async () => null,
      ),

    /** Starts again what a failed run left, from its last good weights, with gentler settings. */
    retryWith: (id: string, change: Partial<TrainingSettings>, label: string): Promise<StartRefusal | null> => {
      if (Object.keys(change).length > 0) documents.dispatch(label, { type: 'setTraining', settings: change });
      return goOn(id, ({ settings }) => ({ ...settings, ...change }), lastOf);
    },

    /** Takes up a run that was cut off or stopped where it was: the same run, its optimizer's state and all. */
    continueRun: async (id: string): Promise<StartRefusal | null> => {
      const record = runs.record(id);
      if (!record || isBusy()) return 'busy';
      const opened = await asking.datasetOf(record);
      if (!opened.ok) return refuse('data');
      const snapshot = await lastOf(record);
      const { network, settings } = record;
      return launch({ network, settings, dataset: opened.value, snapshot, parent: null, marks: {}, into: record });
    },

    /** Goes to Compile with a run's settings, to start from its state after so many epochs. `label` is what undo says. */
    fork: (id: string, epoch: number, label: string): void => {
      const record = runs.record(id);
      if (!record) return;
      const { settings } = record;
      const epochs = settings.epochs > epoch ? settings.epochs : epoch + settings.epochs;
      documents.dispatch(label, { type: 'setTraining', settings: { ...settings, epochs } });
      session.setState({ fork: { runId: id, epoch } });
      ui.setState({ step: 'compile' });
    },
    /** Starts a run of the queue. The screen stays where it is. */
    begin: async ({ network, settings, drawing, fork }: WaitingRun): Promise<'started' | 'busy' | 'refused'> => {
      if (isBusy()) return 'busy';
      const opened = await asking.datasetOf({ network, settings });
      const parent = fork ? runs.record(fork.runId) : null;
      const snapshot = fork && parent ? await keeper.read(fork.runId, fork.epoch) : null;
      // A state that is gone is not made up for by new weights.
      if (!opened.ok || (fork && !snapshot)) return 'refused';
      const marks = { drawing };
      const run = { network, settings, dataset: opened.value, snapshot, parent: parent ?? null, marks };
      return launch({ ...run, quiet: true }) === null ? 'started' : 'busy';
    },
    cancelFork: (): void => session.setState({ fork: null }),
    /** Trains what `fork` prepared, with the document's settings as they are now. */
    startFork: async ({ runId, epoch }: { readonly runId: string; readonly epoch: number }) => {
      const refused = await goOn(
        runId,
        () => documents.getState().document.training,
        () => keeper.read(runId, epoch),
      );
      if (refused === null) session.setState({ fork: null });
      return refused;
    },
  };
}
