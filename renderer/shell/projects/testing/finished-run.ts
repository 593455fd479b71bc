import { compileNetwork } from '../../../../src/core/compile/compile.ts';
import { type EpochRecord, fingerprint, type RunRecord } from '../../../../src/core/document/runs.ts';
import type { StrideDocument } from '../../../../src/core/document/schema.ts';
import type { Snapshot } from '../../../../src/engine/protocol.ts';

/** A run of one epoch with a few weights, as training leaves it; its validation accuracy is 0.9. */
export function finishedRun(document: StrideDocument): { record: RunRecord; snapshot: Snapshot } {
  const network = compileNetwork(document);
  if (!network.ok) throw new Error(network.error[0]?.message ?? 'The network does not compile.');
  const epoch: EpochRecord = {
    epoch: 1,
    loss: 0.5,
    accuracy: 0.85,
    valLoss: 0.4,
    valAccuracy: 0.9,
    samplesPerSecond: 100,
    seconds: 3,
    extra: {},
  };
  const values = Float32Array.from([0.5, -1.25, 3]);
  const weight = { name: 'output/bias', shape: [3], values };
  return {
    record: {
      id: 'run-1',
      number: 1,
      name: null,
      startedAt: '2026-11-22T10:00:00.000Z',
      settings: document.training,
      network: network.value,
      fingerprint: fingerprint(network.value),
      state: 'completed',
      epochs: [epoch],
      bestEpoch: 1,
      device: { backend: 'wasm', device: '4 threads' },
      seconds: 3,
      parent: null,
      evaluation: null,
      failure: null,
    },
    snapshot: { step: 10, epoch: 1, weights: [weight], optimizer: [weight], random: [1, 2], history: [epoch] },
  };
}
