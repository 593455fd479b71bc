import { fingerprint, type RunRecord } from '../../../src/core/document/runs.ts';
import { defaultTraining } from '../../../src/core/document/schema.ts';

/** A run that has not trained yet, of a network without layers. */
export function emptyRun(id: string, number: number): RunRecord {
  const network: RunRecord['network'] = {
    topology: { class_name: 'Functional', config: { name: 'empty', layers: [], input_layers: [], output_layers: [] } },
    nodeIds: {},
    inputs: [],
    outputs: [],
    inputShape: [28, 28, 1],
    outputShape: [10],
    outputActivation: 'softmax',
  };
  return {
    id,
    number,
    name: null,
    startedAt: '2026-11-22T10:00:00.000Z',
    settings: defaultTraining,
    network,
    fingerprint: fingerprint(network),
    state: 'preparing',
    epochs: [],
    bestEpoch: null,
    device: null,
    seconds: 0,
    parent: null,
    evaluation: null,
    failure: null,
  };
}
