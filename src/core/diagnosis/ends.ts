import type { TopologyLayer } from '../compile/topology.ts';
import type { Evidence } from './evidence.ts';
import type { TrainingNote } from './note.ts';

/**
 * How far values that a network reads may be from 0, and how wide: LeCun et al. 1998, "Efficient BackProp", section 4.3,
 * wants mean 0 and deviation 1. Ten times that is beyond what the usual first weights and rates are made for.
 */
const widest = 10;

/** Classes whose weights are looked up by number, or that bring what they read to scale themselves. */
const scaling: ReadonlySet<string> = new Set([
  'Embedding',
  'BatchNormalization',
  'LayerNormalization',
  'Normalization',
  'Rescaling',
  'UnitNormalization',
]);

/**
 * Samples in a batch from which its mean and variance are like the whole's: Wu and He 2018, "Group normalization", figure 1,
 * error rises from 8 samples down.
 */
const leastForBatchNorm = 8;

export function inputScale({ run, figures }: Evidence): TrainingNote | null {
  const { topology, nodeIds } = run.network;
  for (const [name] of topology.config.input_layers) {
    const nodeId = nodeIds[name] ?? name;
    const seen = figures[nodeId]?.activation;
    const readers = topology.config.layers.filter((layer) => reads(layer, name));
    if (!seen || readers.some(({ class_name }) => scaling.has(class_name))) continue;
    const { mean, deviation } = seen;
    if (Math.abs(mean) <= widest && deviation <= widest) continue;
    const remedies = [
      { kind: 'normalize', id: 'normalizeInput', node: nodeId },
      { kind: 'show', id: 'showData' },
    ] as const;
    return { id: 'inputScale', severity: 'warning', nodeId, values: { mean, deviation }, remedies };
  }
  return null;
}

const reads = ({ inbound_nodes }: TopologyLayer, name: string): boolean =>
  inbound_nodes.some((call) => call.some(([input]) => input === name));

export function softmaxOneUnit({ run }: Evidence): TrainingNote | null {
  const end = endOf(run.network);
  if (end?.activation !== 'softmax' || end.units !== 1) return null;
  return {
    id: 'softmaxOneUnit',
    severity: 'error',
    nodeId: end.nodeId,
    values: {},
    remedies: [{ kind: 'activation', id: 'sigmoid', nodes: [end.nodeId] }],
  };
}

/**
 * Squared errors of probabilities: where an answer is surely wrong, their gradient is gone with the activation's. Goodfellow,
 * Bengio and Courville 2016, section 6.2.2.
 */
export function outputLoss({ run, data }: Evidence): TrainingNote | null {
  const end = endOf(run.network);
  const classes = data?.classCounts.length ?? 0;
  if (run.settings.loss !== 'meanSquaredError' || end === null || classes < 2) return null;
  const loss =
    end.activation === 'softmax'
      ? 'categoricalCrossentropy'
      : end.activation === 'sigmoid'
        ? 'binaryCrossentropy'
        : null;
  if (loss === null || (end.units === 1 && end.activation === 'softmax')) return null;
  return {
    id: 'outputLoss',
    severity: 'info',
    nodeId: end.nodeId,
    values: { classes },
    remedies: [{ kind: 'settings', id: 'crossEntropy', settings: { loss } }],
  };
}

function endOf({ outputs, outputShape, outputActivation, topology, nodeIds }: Evidence['run']['network']) {
  const name = topology.config.output_layers[0]?.[0];
  const [first] = outputs;
  if (name === undefined) return null;
  return {
    nodeId: first?.nodeId ?? nodeIds[name] ?? name,
    activation: first?.activation ?? outputActivation,
    units: (first?.shape ?? outputShape).at(-1) ?? 0,
  };
}

export function smallBatchNorm({ run }: Evidence): TrainingNote | null {
  const { topology, nodeIds } = run.network;
  const normalised = topology.config.layers.find(({ class_name }) => class_name === 'BatchNormalization');
  const { batchSize } = run.settings;
  if (!normalised || batchSize >= leastForBatchNorm) return null;
  return {
    id: 'smallBatchNorm',
    severity: 'warning',
    nodeId: nodeIds[normalised.name] ?? normalised.name,
    values: { batchSize, least: leastForBatchNorm },
    remedies: [{ kind: 'settings', id: 'largerBatch', settings: { batchSize: 32 }, value: 32 }],
  };
}
