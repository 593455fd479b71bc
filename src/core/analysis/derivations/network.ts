import type { StrideDocument } from '../../document/schema.ts';
import { layerOf } from '../../layers/registry.ts';
import type { Formula } from '../../math/formula.ts';
import { derived, formula, num, product, sumOf } from '../../math/formula.ts';
import { deepestPath } from '../depth.ts';
import { floatBytes } from '../float-bytes.ts';
import { totalIntensity } from '../intensity.ts';
import { inferencePeak, type TrainingMemory, trainingMemory } from '../memory.ts';
import { type TrainingCost, trainingCost } from '../training-cost.ts';
import type { Analysis, NodeAnalysis } from '../types.ts';
import type { Derivation } from './derivation.ts';
import { references } from './derivation.ts';
import { otherConventions, outputSizes, ownReference } from './node.ts';

/** What is explained, and how it is trained. */
export interface Subject {
  readonly document: StrideDocument;
  readonly analysis: Analysis;
  /** Samples of an epoch; absent: figures of an epoch and a run are left out. */
  readonly samples?: number;
}

/** Figures of some layers together: a group, a selection. */
export function layersDerivations({ document, analysis }: Subject, ids: ReadonlySet<string>): readonly Derivation[] {
  const members = analysis.order.filter((id) => ids.has(id));
  return [...sums(document, analysis, members), ...outputOf(document, analysis, members.at(-1))];
}

/** What the last of them puts out, said with its name. */
function outputOf({ graph }: StrideDocument, analysis: Analysis, id: string | undefined): readonly Derivation[] {
  const layer = graph.nodes[id ?? ''];
  const node = analysis.node(id ?? '');
  if (!layer || !node) return [];
  return outputSizes(node, ownReference(layer.kind)).map((line) => ({ ...line, layer: layer.name }));
}

/** Figures of the whole network: sums, memory and training. */
export function networkDerivations(subject: Subject): readonly Derivation[] {
  const { document, analysis } = subject;
  return [
    ...sums(document, analysis, analysis.order),
    ...depth(document, analysis),
    ...peak(document, analysis),
    ...intensity(analysis),
    ...heldLines(trainingMemory(document.graph, analysis, document.training)),
    ...trainingCostLines(subject),
  ];
}

function sums(document: StrideDocument, analysis: Analysis, ids: readonly string[]): readonly Derivation[] {
  const total = (measure: Measure): Formula => totalOf(document, analysis, ids, measure);
  const parameters = total((node) => node.parameters.total);
  const values = { unit: 'values', convention: 'keras', reference: references.parameters } as const;
  const macs = total((node) => node.cost?.macs.value ?? 0);
  const otherOps = total((node) => node.cost?.otherOps.value ?? 0);
  const bytes = { unit: 'bytes', convention: 'float32', reference: references.float32 } as const;
  return [
    { code: 'parameters', formula: parameters, ...values },
    { ...values, code: 'trainable', formula: total((node) => node.parameters.trainable), convention: 'trained' },
    { ...values, code: 'nonTrainable', formula: total((node) => node.parameters.nonTrainable), convention: 'trained' },
    { code: 'macs', formula: macs, unit: 'macs', convention: 'macs', reference: references.macs },
    ...otherConventions({ macs, otherOps }),
    { code: 'weightBytes', formula: formula(product(derived('P', parameters.value), num(floatBytes))), ...bytes },
    { code: 'activationsBytes', formula: total((node) => node.activationBytes ?? 0), ...bytes },
  ];
}

type Measure = (node: NodeAnalysis) => number;

/** With more layers than this, those of one kind are one term. */
const mostTerms = 8;

/** The sum over the layers that have any of it: by layer name, or where there are many by kind. */
function totalOf(document: StrideDocument, analysis: Analysis, ids: readonly string[], measure: Measure): Formula {
  const parts: { readonly name: string; readonly kind: string; readonly value: number }[] = [];
  for (const id of ids) {
    const layer = document.graph.nodes[id];
    const node = analysis.node(id);
    const value = node ? measure(node) : 0;
    if (layer && value > 0) parts.push({ name: layer.name, kind: layerOf(layer.kind)?.doc.title ?? layer.kind, value });
  }
  if (parts.length <= mostTerms) return sumOf(parts.map(({ name, value }) => derived(name, value)));
  const byKind = new Map<string, number>();
  for (const { kind, value } of parts) byKind.set(kind, (byKind.get(kind) ?? 0) + value);
  return sumOf([...byKind].map(([kind, value]) => derived(kind, value)));
}

/** One for each layer on the longest path. */
function depth(document: StrideDocument, analysis: Analysis): readonly Derivation[] {
  const path = deepestPath(document.graph, analysis);
  const { depth: reference } = references;
  const each = totalOf(document, analysis, path, () => 1);
  return [{ code: 'depth', formula: each, unit: 'layers', convention: 'path', reference }];
}

function peak(document: StrideDocument, analysis: Analysis): readonly Derivation[] {
  const found = inferencePeak(document.graph, analysis);
  if (!found) return [];
  const alive = found.aliveIds.map((id) =>
    derived(document.graph.nodes[id]?.name ?? id, analysis.node(id)?.activationBytes ?? 0),
  );
  const { liveness: reference } = references;
  return [{ code: 'inferencePeak', formula: sumOf(alive), unit: 'bytes', convention: 'alive', reference }];
}

function intensity(analysis: Analysis): readonly Derivation[] {
  const found = totalIntensity(analysis);
  if (!found) return [];
  const { intensity: reference } = references;
  return [{ code: 'intensity', formula: found, unit: 'flopsPerByte', convention: 'flops', reference }];
}

function heldLines({ weights, gradients, slots, activations, total }: TrainingMemory): readonly Derivation[] {
  const common = { unit: 'bytes', convention: 'float32', reference: references.trainingMemory } as const;
  return [
    { code: 'trainingWeights', formula: weights, ...common },
    { code: 'trainingGradients', formula: gradients, ...common },
    { code: 'trainingSlots', formula: slots, ...common },
    { code: 'trainingActivations', formula: activations, ...common },
    { code: 'trainingMemory', formula: total, ...common },
  ];
}

/** What an engine needs for a training step on a device, as it forecasts it. */
export interface MemoryForecast {
  readonly held: TrainingMemory;
  /** Bytes that it takes beside what is held. */
  readonly working: Formula;
  readonly peak: Formula;
  readonly largestBatch: Formula | null;
}

export function forecastDerivations({ held, working, peak, largestBatch }: MemoryForecast): readonly Derivation[] {
  const { working: reference } = references;
  const bytes = { unit: 'bytes', convention: 'float32', reference } as const;
  return [
    ...heldLines(held),
    { code: 'trainingWorking', formula: working, ...bytes },
    { code: 'trainingPeak', formula: peak, ...bytes },
    ...(largestBatch ? [{ ...bytes, code: 'largestBatch', formula: largestBatch, unit: 'samples' } as const] : []),
  ];
}

function trainingCostLines({ document, analysis, samples }: Subject): readonly Derivation[] {
  const { batchSize, epochs } = document.training;
  const cost = trainingCost(document.graph, analysis, { samples: samples ?? 0, batchSize, epochs });
  return costDerivations(cost, samples !== undefined);
}

/** @param withData whether the samples of an epoch are known, and with them what an epoch and a run cost. */
export function costDerivations(cost: TrainingCost, withData: boolean): readonly Derivation[] {
  const common = { unit: 'flops', convention: cost.convention, reference: references.trainingCost } as const;
  const lines: readonly Derivation[] = [
    { code: 'forward', formula: cost.forward, ...common },
    { code: 'backward', formula: cost.backward, ...common },
    { code: 'trainingSample', formula: cost.sample, ...common },
    { code: 'trainingStep', formula: cost.step, ...common },
  ];
  if (!withData) return lines;
  return [
    ...lines,
    { code: 'trainingEpoch', formula: cost.epoch, ...common },
    { code: 'trainingRun', formula: cost.run, ...common },
  ];
}
