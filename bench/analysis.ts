import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { type LayersModel, models } from '@tensorflow/tfjs-layers';
import { analyze, createAnalyzer } from '../src/core/analysis/analyze.ts';
import { chainOf, setParams } from '../src/core/analysis/testing/graph.ts';
import type { Analysis } from '../src/core/analysis/types.ts';
import { compileNetwork } from '../src/core/compile/compile.ts';
import { emptyDocument, type Graph } from '../src/core/document/schema.ts';
import { inceptionV3 } from '../templates/inception-v3.ts';
import { type BenchRow, median } from './bench.ts';

export const name = 'Analysis, ms, beside building the same model in tfjs-layers and reading its summary';

/** A network with an edit near its input and one near its output. */
interface Subject {
  readonly network: string;
  readonly graph: Graph;
  readonly top: Graph;
  readonly bottom: Graph;
  readonly rounds: number;
  /** tfjs walks its graph by recursion, and draws every weight. */
  readonly tfjs: boolean;
}

export async function run(): Promise<readonly BenchRow[]> {
  await tf.setBackend('cpu');
  const subjects = [inception(), chain(1000, 30, true), chain(10_000, 15, false), chain(100_000, 7, false)];
  const rows: BenchRow[] = [];
  for (const subject of subjects) rows.push(await measure(subject));
  return rows;
}

function inception(): Subject {
  const { graph } = inceptionV3.build();
  const top = setParams(graph, 'conv2d', { filters: 33 });
  return {
    network: 'InceptionV3',
    graph,
    top,
    bottom: setParams(graph, 'predictions', { units: 10 }),
    rounds: 100,
    tfjs: true,
  };
}

function chain(length: number, rounds: number, tfjs: boolean): Subject {
  const graph = chainOf(length);
  const top = setParams(graph, 'n1', { filters: 8 });
  // The last convolution, and the activation behind it.
  const bottom = setParams(graph, `n${length - (length % 2 === 0 ? 1 : 2)}`, { filters: 9 });
  return { network: `chain of ${length.toLocaleString('en')}`, graph, top, bottom, rounds, tfjs };
}

async function measure({ network, graph, top, bottom, rounds, tfjs }: Subject): Promise<BenchRow> {
  const full = median(() => analyze(graph), rounds);
  const analyzer = createAnalyzer();
  const analysis = analyzer.analyze(graph);
  const edit = (edited: Graph): number => median((i) => analyzer.analyze(i % 2 ? graph : edited), rounds);
  const built = tfjs ? await buildInTfjs(graph, analysis) : null;
  return {
    network,
    layers: analysis.totals.layers,
    full,
    'µs a layer': Math.round((1e6 * full) / analysis.totals.layers) / 1000,
    'edit at the top': edit(top),
    'layers recomputed': recomputed(graph, top),
    'edit at the bottom': edit(bottom),
    'layers recomputed ': recomputed(graph, bottom),
    // A new graph whose nodes are all old: what opening, undo and wiring cost.
    'same nodes, new wires': median((i) => {
      analyzer.analyze({ nodes: graph.nodes, edges: i % 2 ? { ...graph.edges } : graph.edges });
    }, rounds),
    tfjs: built === null ? '—' : Math.round(built),
    'times faster': built === null ? '—' : Math.round(built / full),
  };
}

function recomputed(before: Graph, after: Graph): number {
  const analyzer = createAnalyzer();
  const old = analyzer.analyze(before).nodes;
  const now = analyzer.analyze(after).nodes;
  return Object.keys(now).filter((id) => now[id] !== old[id]).length;
}

/** Milliseconds to make the model and read what it says of itself; one round, after one to warm up on a small model. */
async function buildInTfjs(graph: Graph, analysis: Analysis): Promise<number> {
  await summarise(chainOf(20));
  const start = performance.now();
  const parameters = await summarise(graph);
  const milliseconds = performance.now() - start;
  if (parameters !== analysis.totals.parameters)
    throw new Error(`tfjs counts ${parameters} parameters, the analysis ${analysis.totals.parameters}`);
  return milliseconds;
}

async function summarise(graph: Graph): Promise<number> {
  const compiled = compileNetwork({ ...emptyDocument('bench'), graph });
  if (!compiled.ok) throw new Error(compiled.error.map((one) => one.message).join(' '));
  const model: LayersModel = await models.modelFromJSON(JSON.parse(JSON.stringify(compiled.value.topology)));
  model.summary(undefined, undefined, () => {});
  const parameters = model.countParams();
  model.dispose();
  return parameters;
}
