import type { Augmentation } from '../augment/schema.ts';
import { smallest } from '../math/extremes.ts';
import type { Evidence } from './evidence.ts';
import type { Remedy, TrainingNote } from './note.ts';

/**
 * How far the validation loss has risen above its lowest: Prechelt 1998, "Early stopping — but when?", generalisation loss of
 * more than 5 %, here for some epochs in a row, for the loss of a few hundred images jumps about.
 */
const risen = 0.05;
const since = 3;

/** Share of the loss that the last epochs should have taken away. */
const progress = 0.01;
const still = 5;
/** Nothing is left to learn below. */
const learned = 0.05;

/** Shifts, turns and zooms of a tenth: what a thing in a photograph may be moved by and stay the same thing. */
const gentle: Augmentation = {
  steps: [
    { kind: 'translation', horizontal: [-0.1, 0.1], vertical: [-0.1, 0.1], probability: 1 },
    { kind: 'rotation', degrees: [-10, 10], probability: 1 },
    { kind: 'zoom', factor: [-0.1, 0.1], probability: 1 },
  ],
  fill: 'nearest',
  fillValue: 0,
};

/** The training loss goes on falling, the validation loss has turned. */
export function overfitting({ run, data }: Evidence): TrainingNote | null {
  const { epochs, settings } = run;
  const judged = epochs.flatMap(({ epoch, loss, valLoss }) => (valLoss === null ? [] : [{ epoch, loss, valLoss }]));
  const last = judged.at(-1);
  const best = judged.reduce((low, entry) => (entry.valLoss < low.valLoss ? entry : low), judged[0] ?? noEpoch);
  if (!last || last.epoch - best.epoch < since || last.loss >= best.loss) return null;
  const after = judged.filter(({ epoch }) => epoch > last.epoch - since);
  if (!after.every(({ valLoss }) => valLoss > best.valLoss * (1 + risen))) return null;
  const accuracies = epochs.at(-1);
  const points =
    accuracies?.accuracy != null && accuracies.valAccuracy !== null ? accuracies.accuracy - accuracies.valAccuracy : -1;
  const augments = data?.pictures && settings.augmentation.steps.length === 0;
  const augment: Remedy[] = augments ? [{ kind: 'settings', id: 'augment', settings: { augmentation: gentle } }] : [];
  const earlyStopping = { patience: since, minChange: 0, keepBest: true };
  const stop: Remedy[] =
    settings.earlyStopping === null ? [{ kind: 'settings', id: 'stopEarly', settings: { earlyStopping } }] : [];
  return {
    id: 'overfitting',
    severity: 'warning',
    nodeId: null,
    values: { best: best.epoch, lowest: best.valLoss, valLoss: last.valLoss, loss: last.loss, points },
    remedies: [...augment, ...regularise(run.network), ...stop, { kind: 'show', id: 'showData' }],
  };
}

/** Dropout before the last dense layer and L2 on the hidden ones, where the network has neither. */
function regularise({ topology, nodeIds }: Evidence['run']['network']): Remedy[] {
  const { layers } = topology.config;
  const dense = layers.filter(({ class_name }) => class_name === 'Dense');
  const last = dense.at(-1);
  const hidden = dense.slice(0, -1);
  if (!last || hidden.length === 0) return [];
  const drops = layers.some(({ class_name }) => class_name === 'Dropout');
  const costs = dense.some(
    ({ config }) => config.kernel_regularizer !== null && config.kernel_regularizer !== undefined,
  );
  const idOf = ({ name }: { readonly name: string }): string => nodeIds[name] ?? name;
  return [
    ...(drops ? [] : [{ kind: 'dropout', id: 'dropout', node: idOf(last) } as const]),
    ...(costs ? [] : [{ kind: 'penalty', id: 'l2', nodes: hidden.map(idOf) } as const]),
  ];
}

const noEpoch = { epoch: 0, loss: 0, valLoss: Number.POSITIVE_INFINITY };

/** The training loss stands still, well above nothing. */
export function plateau({ run: { epochs, settings } }: Evidence): TrainingNote | null {
  if (epochs.length <= still) return null;
  const losses = epochs.map(({ loss }) => loss);
  const [before, recent] = [smallest(losses.slice(0, -still)), smallest(losses.slice(-still))];
  const first = losses[0] ?? 0;
  if (recent < before * (1 - progress) || recent < first * learned) return null;
  const schedule = { kind: 'plateau', patience: 3, factor: 0.5, minChange: 0, minRate: 0 } as const;
  const lower: Remedy[] =
    settings.schedule.kind === 'constant' ? [{ kind: 'settings', id: 'lowerOnPlateau', settings: { schedule } }] : [];
  return {
    id: 'plateau',
    severity: 'info',
    nodeId: null,
    values: { epochs: still, loss: recent, before },
    remedies: [...lower, { kind: 'show', id: 'findRate' }],
  };
}
