import type { Graph } from '../document/schema.ts';
import type { Formula } from '../math/formula.ts';
import { derived, formula, num, product, sum, worded } from '../math/formula.ts';
import { effectiveGraph } from './effective.ts';
import { frozenBaseIn } from './frozen-base.ts';
import type { Analysis } from './types.ts';

/** How many samples training looks at. */
export interface TrainingPlan {
  /** Samples of an epoch. */
  readonly samples: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** FLOPs of training, each derived from the one before. */
export interface TrainingCost {
  /** One sample, forward: 2·MACs. */
  readonly forward: Formula;
  /** One sample, backward: gradients of the inputs and of the weights, each about as dear as forward; of frozen layers less. */
  readonly backward: Formula;
  /** One sample, forward and backward: 3 × forward. */
  readonly sample: Formula;
  /** One batch. */
  readonly step: Formula;
  /** Every sample once; the last batch of an epoch may be smaller. */
  readonly epoch: Formula;
  readonly run: Formula;
  /** Always FLOPs = 2·MACs: bias, activations, normalisation, pooling and the optimizer's own work are not in it. */
  readonly convention: 'flops';
  /** Some layers could not be counted: the true figures are greater. */
  readonly atLeast: boolean;
}

/** Times forward that backward costs: one product for the gradient of the inputs, one for that of the weights. */
const backwardTimes = 2;

/**
 * Compute of training by the usual estimate, backward ≈ 2 × forward (FORMULAS.md). A frozen layer needs no gradient of its
 * weights, and no gradient goes into a frozen base.
 */
export function trainingCost(
  graph: Graph,
  analysis: Analysis,
  { samples, batchSize, epochs }: TrainingPlan,
): TrainingCost {
  const { totals } = analysis;
  const forward = formula(product(num(2), worded('macs', totals.macs)));
  const backward = backwardOf(graph, analysis, forward);
  const sample = formula(sum(derived('F', forward.value), worded('backward', backward.value)));
  const each = worded('perSample', sample.value);
  const step = formula(product(derived('B', batchSize), each));
  const epoch = formula(product(derived('N', samples), each));
  const run = formula(product(derived('E', epochs), worded('perEpoch', epoch.value)));
  return { forward, backward, sample, step, epoch, run, convention: 'flops', atLeast: totals.unknown > 0 };
}

/** `2·F_2 + F_1`: FLOPs forward of the layers of which both gradients are needed, and of those of which one is. */
function backwardOf(source: Graph, analysis: Analysis, forward: Formula): Formula {
  const { nodes, edges } = effectiveGraph(source);
  const isFrozen = (id: string): boolean => nodes[nodes[id]?.sharesWith ?? id]?.frozen === true;
  if (!Object.keys(nodes).some(isFrozen)) return formula(product(num(backwardTimes), derived('F', forward.value)));
  const { places } = frozenBaseIn(source, analysis);
  const inBase = new Set(analysis.order.filter((_, place) => places.has(place)));
  const wanted = new Set<string>();
  for (const { source: from, target } of Object.values(edges)) if (!inBase.has(from)) wanted.add(target);
  const flops = [0, 0, 0];
  for (const id of analysis.order) {
    const node = analysis.node(id);
    const weighted = (node?.weights.length ?? 0) > 0;
    // As without frozen layers, the gradient of what the network is fed counts, unless a base lies before it.
    const inputs = places.size === 0 || wanted.has(id);
    const gradients = inBase.has(id) ? 0 : weighted ? Number(inputs) + Number(!isFrozen(id)) : inputs ? 2 : 0;
    flops[gradients] = (flops[gradients] ?? 0) + 2 * (node?.cost?.macs.value ?? 0);
  }
  const [, one = 0, both = 0] = flops;
  return formula(sum(product(num(backwardTimes), derived('F_2', both)), derived('F_1', one)));
}
