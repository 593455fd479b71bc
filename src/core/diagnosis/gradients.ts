import { type Evidence, type Trained, trainedLayers } from './evidence.ts';
import type { Remedy, TrainingNote } from './note.ts';
import { rateRemedy } from './rates.ts';

/**
 * The first layer's gradient against the last one's, below which it hardly moves. Glorot and Bengio 2010 (figure 7) show
 * sigmoid and tanh networks of five layers within a factor of 10: a thousandth is beyond what learns.
 */
const vanished = 1e-3;
const leastLayers = 3;

/**
 * Length of the gradient of all weights together. Pascanu, Mikolov and Bengio 2013 (section 3.2) cut it at ½ to 10 times its
 * usual length, which is about 1 in networks that learn.
 */
const exploded = 100;

const saturating: ReadonlySet<unknown> = new Set(['sigmoid', 'tanh', 'hard_sigmoid', 'softsign']);

export function vanishingGradients(evidence: Evidence): TrainingNote | null {
  const layers = trainedLayers(evidence);
  const [first, last] = [layers[0], layers.at(-1)];
  if (!first || !last || layers.length < leastLayers || last.gradientNorm === 0) return null;
  const share = first.gradientNorm / last.gradientNorm;
  if (share >= vanished) return null;
  const values = { first: first.gradientNorm, last: last.gradientNorm, share, layers: layers.length };
  const nodes = saturatingLayers(evidence, layers);
  // None at all without an activation that could have squeezed it: units are dead, which is another note.
  if (first.gradientNorm === 0 && nodes.length === 0) return null;
  const relu: Remedy[] = nodes.length > 0 ? [{ kind: 'activation', id: 'relu', nodes }] : [];
  const remedies: Remedy[] = [...relu, { kind: 'show', id: 'showFilters', node: first.nodeId }];
  return { id: 'vanishingGradients', severity: 'warning', nodeId: first.nodeId, values, remedies };
}

/** Layers but the last whose activation lets little of a gradient through. */
function saturatingLayers({ run }: Evidence, layers: readonly Trained[]): readonly string[] {
  const { topology, nodeIds } = run.network;
  const last = layers.at(-1)?.nodeId;
  return topology.config.layers.flatMap(({ name, config }) => {
    const nodeId = nodeIds[name] ?? name;
    return saturating.has(config.activation) && nodeId !== last ? [nodeId] : [];
  });
}

export function explodingGradients(evidence: Evidence): TrainingNote | null {
  const layers = trainedLayers(evidence);
  const length = Math.hypot(...layers.map(({ gradientNorm }) => gradientNorm));
  const { settings } = evidence.run;
  if (length < exploded || settings.clipping.kind !== 'none') return null;
  const worst = layers.reduce((most, layer) => (layer.gradientNorm > most.gradientNorm ? layer : most));
  return {
    id: 'explodingGradients',
    severity: 'warning',
    nodeId: worst.nodeId,
    values: { length, largest: worst.gradientNorm },
    remedies: [
      { kind: 'settings', id: 'clipGradients', settings: { clipping: { kind: 'globalNorm', limit: 1 } }, value: 1 },
      rateRemedy('lowerRate', settings.learningRate / 10),
    ],
  };
}
