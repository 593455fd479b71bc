import type { LayerNode } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Structure } from './structure.ts';
import { totalsOf } from './totals.ts';
import type { Change } from './totals-after.ts';
import { totalsAfter } from './totals-after.ts';
import type { Analysis, NodeAnalysis, Totals } from './types.ts';

/** The analysis of a network from those of its nodes; both lists in the structure's order. */
export function assemble(
  nodes: readonly LayerNode[],
  analyses: readonly NodeAnalysis[],
  structure: Structure,
): Analysis {
  const totals = totalsOf(analyses, structure);
  const ends = endsOf(nodes, structure);
  return new NetworkAnalysis(structure, analyses, ends, totals, problemsOf(analyses, ends, totals));
}

/**
 * The same after some nodes changed: what they gave is taken out of `before`, and what they give now put in.
 *
 * @param endsMayDiffer a node is of another kind now, and may feed the network or not.
 */
export function reassemble(
  before: Analysis,
  changes: readonly Change[],
  nodes: readonly LayerNode[],
  analyses: readonly NodeAnalysis[],
  structure: Structure,
  endsMayDiffer: boolean,
): Analysis {
  const totals = totalsAfter(before.totals, changes) ?? totalsOf(analyses, structure);
  const ends = endsMayDiffer ? endsOf(nodes, structure) : before;
  const sameProblems =
    ends === before &&
    areSafe(totals) === areSafe(before.totals) &&
    changes.every(({ was, now }) => was.problems.length === 0 && now.problems.length === 0);
  const problems = sameProblems ? before.problems : problemsOf(analyses, ends, totals);
  return new NetworkAnalysis(structure, analyses, ends, totals, problems);
}

type Ends = Pick<Analysis, 'inputIds' | 'outputIds'>;

class NetworkAnalysis implements Analysis {
  declare readonly nodes: Analysis['nodes'];
  readonly order: readonly string[];
  readonly inputIds: readonly string[];
  readonly outputIds: readonly string[];
  readonly totals: Totals;
  readonly problems: readonly Problem[];
  readonly #structure: Structure;
  readonly #analyses: readonly NodeAnalysis[];

  constructor(
    structure: Structure,
    analyses: readonly NodeAnalysis[],
    { inputIds, outputIds }: Ends,
    totals: Totals,
    problems: readonly Problem[],
  ) {
    this.order = structure.order;
    this.inputIds = inputIds;
    this.outputIds = outputIds;
    this.totals = totals;
    this.problems = problems;
    this.#structure = structure;
    this.#analyses = analyses;
    let record: Analysis['nodes'] | null = null;
    const nodes = (): Analysis['nodes'] => {
      record ??= recordOf(analyses);
      return record;
    };
    // A property of its own like the others, so that what compares or prints a whole analysis sees the nodes.
    Object.defineProperty(this, 'nodes', { enumerable: true, get: nodes });
  }

  node(id: string): NodeAnalysis | undefined {
    return this.#analyses[this.#structure.placeOf(id)];
  }
}

function recordOf(analyses: readonly NodeAnalysis[]): Analysis['nodes'] {
  // Without a prototype it is a dictionary from the start: a plain object, which becomes one after a while, takes half as
  // long again at a thousand nodes. Filled key by key: spreading the previous record is three times slower.
  const byId: Record<string, NodeAnalysis> = Object.create(null);
  for (let place = 0; place < analyses.length; place++) {
    const analysis = analyses[place];
    if (analysis) byId[analysis.id] = analysis;
  }
  return byId;
}

/** Inputs and outputs, each in the order of the document. */
function endsOf(nodes: readonly LayerNode[], { consumers, rankOf, order }: Structure): Ends {
  const inputIds: string[] = [];
  const outputs: number[] = [];
  for (let place = 0; place < nodes.length; place++) {
    const node = nodes[place];
    if (!node) continue;
    if (layerOf(node.kind)?.arity.max === 0) inputIds.push(node.id);
    else if (consumers.length(place) === 0) outputs.push(place);
  }
  outputs.sort((a, b) => rankOf(a) - rankOf(b));
  return { inputIds, outputIds: outputs.flatMap((place) => order[place] ?? []) };
}

const problemsOf = (analyses: readonly NodeAnalysis[], { inputIds }: Ends, totals: Totals): readonly Problem[] => [
  ...networkProblems(analyses.length, inputIds.length, totals),
  ...nodeProblems(analyses),
];

function networkProblems(nodes: number, inputs: number, totals: Totals): readonly Problem[] {
  const problems: Problem[] = [];
  if (nodes === 0) problems.push(problem('graph.empty', {}));
  else if (inputs === 0) problems.push(problem('graph.noInput', {}));
  if (!areSafe(totals)) problems.push(problem('size.unsafeTotal', {}));
  return problems;
}

const areSafe = ({ allOps, weightBytes, activationBytes }: Totals): boolean =>
  Number.isSafeInteger(allOps) && Number.isSafeInteger(weightBytes + activationBytes);

function nodeProblems(analyses: readonly NodeAnalysis[]): readonly Problem[] {
  const problems: Problem[] = [];
  const circles = new Set<unknown>();
  for (const { problems: own } of analyses) {
    for (const one of own) {
      // Every node of a circle carries the problem; the list names the circle once.
      if (one.code === 'graph.cycle' && circles.has(one.values.names)) continue;
      if (one.code === 'graph.cycle') circles.add(one.values.names);
      problems.push(one);
    }
  }
  return problems;
}
