import { type EpochRecord, fingerprint, type RunRecord } from '../../document/runs.ts';
import { defaultTraining, type TrainingSettings } from '../../document/schema.ts';

const network: RunRecord['network'] = {
  topology: { class_name: 'Functional', config: { name: 'empty', layers: [], input_layers: [], output_layers: [] } },
  nodeIds: {},
  inputs: [],
  outputs: [],
  inputShape: [28, 28, 1],
  outputShape: [10],
  outputActivation: 'softmax',
};

/** A run of a network without layers, finished unless `changes` say otherwise. */
export const runOf = (changes: Partial<RunRecord> = {}, settings: Partial<TrainingSettings> = {}): RunRecord => ({
  id: `run-${changes.number ?? 1}`,
  number: 1,
  name: null,
  startedAt: '2026-11-23T10:00:00.000Z',
  settings: { ...defaultTraining, ...settings },
  network,
  fingerprint: fingerprint(network),
  state: 'completed',
  epochs: [],
  bestEpoch: null,
  device: null,
  seconds: 0,
  parent: null,
  evaluation: null,
  failure: null,
  ...changes,
});

/** An epoch of one second that reached this accuracy on held-out data. */
export const epochOf = (epoch: number, valAccuracy: number, changes: Partial<EpochRecord> = {}): EpochRecord => ({
  epoch,
  loss: 0.5 / epoch,
  accuracy: 0.5,
  valLoss: 0.25,
  valAccuracy,
  samplesPerSecond: 100,
  seconds: 1,
  extra: {},
  ...changes,
});
