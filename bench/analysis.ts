import { analyze, createAnalyzer } from '../src/core/analysis/analyze.ts';
import { chainOf } from '../src/core/analysis/testing/graph.ts';
import type { Analysis } from '../src/core/analysis/types.ts';
import { applyCommand } from '../src/core/document/commands.ts';
import { emptyDocument, type Graph, type NodeParams, type StrideDocument } from '../src/core/document/schema.ts';
import { inceptionV3 } from '../templates/inception-v3.ts';
import { type BenchRow, median, medianOn } from './bench.ts';
import { summariseInTfjs } from './tfjs-summary.ts';

export const name = `Analysis, ms, beside building the same model in tfjs-layers and reading its summary
full: everything about every layer of a graph not seen before; CPU: of all threads, garbage collection included
edit: params of one layer set by a command; doc: the new document; ana: the analysis that follows; layers: computed again`;

/** A network with a layer near its input and one near its output whose params are edited. */
interface Subject {
  readonly network: string;
  readonly document: StrideDocument;
  readonly top: Edit;
  readonly bottom: Edit;
  readonly rounds: number;
  /** tfjs draws every weight: of 100,000 layers they would be 650 MB. */
  readonly tfjs: boolean;
}

interface Edit {
  readonly node: string;
  readonly params: NodeParams;
}

export async function run(): Promise<readonly BenchRow[]> {
  const subjects = [inception(), chain(1000, 100, true), chain(10_000, 30, true), chain(100_000, 11, false)];
  const rows: BenchRow[] = [];
  for (const subject of subjects) rows.push(await measure(subject));
  return rows;
}

const inception = (): Subject => ({
  network: 'InceptionV3',
  document: inceptionV3.build(),
  top: { node: 'conv2d', params: { filters: 33 } },
  bottom: { node: 'predictions', params: { units: 10 } },
  rounds: 100,
  tfjs: true,
});

function chain(length: number, rounds: number, tfjs: boolean): Subject {
  return {
    network: `chain of ${length.toLocaleString('en')}`,
    document: { ...emptyDocument('bench'), graph: chainOf(length) },
    top: { node: 'n1', params: { filters: 8 } },
    // The last convolution, and the activation behind it.
    bottom: { node: `n${length - (length % 2 === 0 ? 1 : 2)}`, params: { filters: 9 } },
    rounds,
    tfjs,
  };
}

async function measure({ network, document, top, bottom, rounds, tfjs }: Subject): Promise<BenchRow> {
  const { graph } = document;
  // Copies: what is remembered of a graph would flatter the second round.
  const copy = (): Graph => ({ nodes: { ...graph.nodes }, edges: { ...graph.edges } });
  const { wall: full, cpu } = medianOn(copy, (fresh) => analyze(fresh), rounds);
  const analysis = analyze(graph);
  return {
    network,
    layers: analysis.totals.layers,
    full,
    'full, CPU': cpu,
    'µs a layer': Math.round((1e6 * full) / analysis.totals.layers) / 1000,
    // By its id; the first takes an index of all.
    'first look-up': medianOn(
      () => analyze(copy()),
      (fresh) => void fresh.node(bottom.node),
      Math.min(rounds, 30),
    ).wall,
    ...edits('top', document, top, rounds),
    ...edits('bottom', document, bottom, rounds),
    'new wires': rewired(graph, rounds),
    ...(await beside(graph, analysis, full, tfjs)),
  };
}

/** An edit and its undo by turns. */
function edits(where: string, document: StrideDocument, { node, params }: Edit, rounds: number): BenchRow {
  const edit = (): StrideDocument => applyCommand(document, { type: 'setParams', node, params });
  const before = document.graph;
  const after = edit().graph;
  const analyzer = createAnalyzer();
  const old = analyzer.analyze(before);
  const now = analyzer.analyze(after);
  return {
    [`${where}: doc`]: median(edit, rounds),
    [`${where}: ana`]: median((i) => analyzer.analyze(i % 2 ? after : before), 2 * rounds),
    [`${where}: layers`]: now.order.filter((id) => now.node(id) !== old.node(id)).length,
  };
}

/** A new graph whose nodes are all old: what opening, undo and wiring cost. */
function rewired(graph: Graph, rounds: number): number {
  const analyzer = createAnalyzer();
  const graphs = [graph, { nodes: graph.nodes, edges: { ...graph.edges } }];
  return median((i) => analyzer.analyze(graphs[i % 2] ?? graph), rounds);
}

async function beside(graph: Graph, { totals }: Analysis, full: number, wanted: boolean): Promise<BenchRow> {
  if (!wanted) return { tfjs: '—', 'times faster': '—' };
  const built = await summariseInTfjs(graph);
  if (typeof built === 'string') return { tfjs: built, 'times faster': '—' };
  if (built.parameters !== totals.parameters)
    throw new Error(`tfjs counts ${built.parameters} parameters, the analysis ${totals.parameters}`);
  return { tfjs: Math.round(built.milliseconds), 'times faster': Math.round(built.milliseconds / full) };
}
