import type { Graph, OptimizerName } from '../document/schema.ts';
import type { Formula } from '../math/formula.ts';
import { derived, formula, minus, num, product, sum, worded } from '../math/formula.ts';
import { effectiveGraph } from './effective.ts';
import { floatBytes } from './float-bytes.ts';
import { frozenBaseIn } from './frozen-base.ts';
import type { Analysis } from './types.ts';

/** Values that an optimizer keeps for each trainable weight beside it: momenta, means of squares. Kept equal to Keras's. */
export const optimizerSlots: { readonly [O in OptimizerName]: number } = {
  sgd: 0,
  momentum: 1,
  nesterov: 1,
  adagrad: 1,
  rmsprop: 1,
  adam: 2,
  adamw: 2,
};

/** The moment of a forward pass at which most is held. */
export interface InferencePeak {
  /** Bytes of one sample's tensors alive at once, float32, weights not counted. */
  readonly bytes: number;
  /** The layer that is being computed then. */
  readonly atId: string;
  /** Layers whose outputs are alive then, in the order in which they were computed; the last is `atId`. */
  readonly aliveIds: readonly string[];
}

/**
 * Peak of a forward pass of one sample, by liveness over the topological order: an output lives from the step that computes
 * it to the last step that reads it, outputs of the network to the end. Every layer puts out a tensor of its own, as in
 * Keras: Flatten, Reshape and Dropout, which a runtime may leave in place, count as a copy. The first of equal moments.
 * `null` where a shape is unknown, or there is no layer.
 */
export function inferencePeak(source: Graph, analysis: Analysis): InferencePeak | null {
  const graph = effectiveGraph(source);
  const { order, nodes } = analysis;
  const place = new Map<string, number>();
  for (const id of order) place.set(id, place.size);
  const lastRead = new Int32Array(order.length).fill(-1);
  for (const id in graph.edges) {
    const edge = graph.edges[id];
    const source = edge && place.get(edge.source);
    const target = edge && place.get(edge.target);
    if (source === undefined || target === undefined) continue;
    lastRead[source] = Math.max(lastRead[source] ?? -1, target);
  }
  for (const id of analysis.outputIds) {
    const end = place.get(id);
    if (end !== undefined) lastRead[end] = -1;
  }
  const freedAfter: number[][] = order.map(() => []);
  let alive = 0;
  let peak = -1;
  let at = -1;
  for (let step = 0; step < order.length; step++) {
    const last = lastRead[step] ?? -1;
    if (last >= 0) freedAfter[last]?.push(step);
  }
  for (let step = 0; step < order.length; step++) {
    const bytes = bytesAt(analysis, step);
    if (bytes === null) return null;
    alive += bytes;
    if (alive > peak) {
      peak = alive;
      at = step;
    }
    for (const freed of freedAfter[step] ?? []) alive -= bytesAt(analysis, freed) ?? 0;
  }
  const atId = order[at];
  if (atId === undefined || !nodes[atId]) return null;
  const aliveIds = order.filter(
    (_, step) => step <= at && ((lastRead[step] ?? -1) < 0 || (lastRead[step] ?? -1) >= at),
  );
  return { bytes: peak, atId, aliveIds };
}

const bytesAt = ({ order, nodes }: Analysis, step: number): number | null =>
  nodes[order[step] ?? '']?.activationBytes ?? null;

/** Bytes that training holds, each with how it came about. */
export interface TrainingMemory {
  /** `P·4`. */
  readonly weights: Formula;
  /** One for each trainable weight. */
  readonly gradients: Formula;
  /** What the optimizer keeps beside each trainable weight. */
  readonly slots: Formula;
  /**
   * Outputs of every layer for a whole batch: the backward pass reads them. Of a frozen base it reads none: of that only
   * its ends are held, which the rest of the network reads.
   */
  readonly activations: Formula;
  readonly total: Formula;
  /** Some layers could not be counted (unknown shape, or not a layer of ours): the true figures are greater. */
  readonly atLeast: boolean;
}

export interface TrainingMemoryOptions {
  readonly optimizer: OptimizerName;
  readonly batchSize: number;
}

/**
 * Memory of a training step, float32: weights, gradients of the trainable ones, optimizer slots, and all activations kept
 * for the backward pass × batch (FORMULAS.md). What a runtime takes beside them (workspaces of kernels, gradients of
 * activations, the data set) is not in it.
 */
export function trainingMemory(
  graph: Graph,
  analysis: Analysis,
  { optimizer, batchSize }: TrainingMemoryOptions,
): TrainingMemory {
  const { totals } = analysis;
  const bytes = num(floatBytes);
  const trainable = derived('P_t', totals.trainable);
  const weights = formula(product(derived('P', totals.parameters), bytes));
  const gradients = formula(product(trainable, bytes));
  const slots = formula(product(worded('slots', optimizerSlots[optimizer]), trainable, bytes));
  const base = frozenBaseIn(graph, analysis);
  const all = derived('A', totals.activationBytes);
  const unkept = base.values - base.endValues;
  const kept = unkept > 0 ? minus(all, derived('A_base', floatBytes * unkept)) : all;
  const activations = formula(product(derived('B', batchSize), kept));
  const parts = [
    worded('weights', weights.value),
    worded('gradients', gradients.value),
    worded('slots', slots.value),
    worded('activations', activations.value),
  ];
  const total = formula(sum(...parts));
  const foreign = Object.values(effectiveGraph(graph).nodes).some((node) => node.kind === 'custom');
  return { weights, gradients, slots, activations, total, atLeast: foreign || totals.unknown > 0 };
}

/** Bytes of a training step at its peak: what is held, and what the runtime takes beside it to work. */
export const trainingPeak = ({ total }: TrainingMemory, working: Formula): Formula =>
  formula(sum(worded('held', total.value), worded('working', working.value)));

/**
 * Largest batch whose training step fits into `budgetBytes`; 0 where even one sample does not fit, and for a network that
 * holds nothing.
 */
export function largestBatch(
  graph: Graph,
  analysis: Analysis,
  { optimizer }: Pick<TrainingMemoryOptions, 'optimizer'>,
  budgetBytes: number,
): number {
  const { total, activations } = trainingMemory(graph, analysis, { optimizer, batchSize: 1 });
  const perSample = activations.value;
  if (perSample === 0) return 0;
  return Math.max(0, Math.floor((budgetBytes - (total.value - perSample)) / perSample));
}
