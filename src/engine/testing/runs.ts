import { defaultTraining, type TrainingSettings } from '../../core/document/schema.ts';
import type { Engine, EngineEvent, RunHandle, RunOutcome, TrainRequest } from '../protocol.ts';
import { stripes } from './datasets.ts';
import { networkOf } from './networks.ts';

export const settingsOf = (changes: Partial<TrainingSettings> = {}): TrainingSettings => ({
  ...defaultTraining,
  learningRate: 0.01,
  metrics: ['accuracy'],
  epochs: 3,
  batchSize: 8,
  validationShare: 0.25,
  seed: 5,
  ...changes,
});

/** Convolution, batch normalisation, dropout: everything whose state a resumed run must find again. */
export const smallNetwork = (classes = 4) =>
  networkOf(
    [8, 8, 1],
    [
      { class: 'Conv2D', name: 'conv', config: { filters: 4, kernel_size: [3, 3] } },
      { class: 'BatchNormalization', name: 'bn' },
      { class: 'ReLU', name: 'relu' },
      { class: 'MaxPooling2D', name: 'pool' },
      { class: 'Flatten', name: 'flat' },
      { class: 'Dropout', name: 'drop', config: { rate: 0.3 } },
      { class: 'Dense', name: 'out', config: { units: classes, activation: 'softmax' } },
    ],
  );

export const requestOf = (
  changes: Partial<TrainRequest> = {},
  settings: Partial<TrainingSettings> = {},
): TrainRequest => ({
  runId: 'run',
  network: smallNetwork(),
  settings: settingsOf(settings),
  dataset: stripes(),
  backend: 'wasm',
  probe: null,
  ...changes,
});

export interface FinishedRun {
  readonly events: readonly EngineEvent[];
  readonly outcome: RunOutcome;
  /** Loss of every epoch, all its digits. */
  readonly losses: readonly number[];
}

/** Runs to the end; `react` sees each event and may use the handle. */
export function complete(
  engine: Engine,
  request: TrainRequest,
  react: (event: EngineEvent, run: RunHandle) => void = () => {},
): Promise<FinishedRun> {
  return new Promise((resolve) => {
    const events: EngineEvent[] = [];
    const run = engine.train(request, (event) => {
      events.push(event);
      if (event.type !== 'finished') react(event, run);
      else resolve({ events, outcome: event.outcome, losses: lossesOf(events) });
    });
  });
}

const lossesOf = (events: readonly EngineEvent[]): number[] =>
  events.flatMap((event) => (event.type === 'epoch' ? [event.report.loss, event.report.valLoss ?? 0] : []));
