import type { LayerNode } from '../document/schema.ts';
import { freeOfCost, unchangedShape } from '../layers/parts.ts';
import { layerOf } from '../layers/registry.ts';
import { zero } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import { sameShape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import type { Idle, Resolved } from './effective.ts';
import { noParameters, noProblems } from './figures.ts';
import type { Analysis, NodeAnalysis } from './types.ts';

/**
 * The analysis of a working network with the layers that do nothing put beside it: their shapes are known, they have no
 * parameters, cost nothing and are in no total. Layers that an idle one leaves without input say so.
 *
 * @param before the one made last: a layer about which nothing is new keeps its object.
 */
export function withIdle(inner: Analysis, resolved: Resolved, before: Analysis | null): Analysis {
  const { source, idle, starved } = resolved;
  if (idle.size === 0) return inner;
  if (before instanceof ResolvedAnalysis && before.describes(inner, resolved)) return before;
  const others = new Map<string, NodeAnalysis>();
  for (const [id, one] of idle) {
    const node = source.nodes[id];
    if (!node) continue;
    const now = idleAnalysis(node, one, inner, idle);
    const was = before?.node(id);
    others.set(id, was && alike(was, now) ? was : now);
  }
  for (const [id, blamed] of starved) {
    const own = inner.node(id);
    if (!own) continue;
    const now = told(own, blamed, resolved);
    const was = before?.node(id);
    others.set(id, was && saysTheSame(was, now) ? was : now);
  }
  return new ResolvedAnalysis(inner, resolved, others);
}

function idleAnalysis(
  { id, kind }: LayerNode,
  { reason, source, feeds }: Idle,
  inner: Analysis,
  idle: ReadonlyMap<string, Idle>,
): NodeAnalysis {
  const shapeOf = (feed: string): Shape | null => {
    const live = idle.has(feed) ? idle.get(feed)?.source : feed;
    return (typeof live === 'string' ? inner.node(live)?.output?.shape : null) ?? null;
  };
  const passed = source === null ? undefined : inner.node(source);
  const shape = passed?.output?.shape;
  const output = shape ? unchangedShape(layerOf(kind)?.doc.title ?? kind, [shape]) : null;
  return {
    id,
    idle: reason,
    inputs: feeds.map(shapeOf),
    output: output?.ok ? output.value : null,
    weights: [],
    parameters: noParameters,
    parameterFormula: zero,
    cost: freeOfCost(),
    receptiveField: passed?.receptiveField ?? null,
    activationBytes: 0,
    problems: noProblems,
  };
}

/** Instead of a missing input, which has a wire, the layer that lets nothing through. */
function told(own: NodeAnalysis, blamed: string, { source }: Resolved): NodeAnalysis {
  const from = source.nodes[blamed];
  const name = source.nodes[own.id]?.name ?? own.id;
  const code = from?.mode === 'mute' ? 'mode.muted' : 'mode.nothing';
  const starving = problem(code, { name, from: from?.name ?? blamed }, { nodeId: own.id });
  return { ...own, problems: own.problems.map((one) => (isMissing(one) ? starving : one)) };
}

const isMissing = ({ code }: Problem): boolean => code === 'arity.none' || code === 'arity.few';

function alike(a: NodeAnalysis, b: NodeAnalysis): boolean {
  if (a.idle !== b.idle || a.receptiveField !== b.receptiveField || a.inputs.length !== b.inputs.length) return false;
  const same = (one: Shape | null | undefined, other: Shape | null | undefined): boolean =>
    one === other || (!!one && !!other && sameShape(one, other));
  return same(a.output?.shape, b.output?.shape) && a.inputs.every((shape, i) => same(shape, b.inputs[i]));
}

/** Of starved layers, about which nothing but their problems is known. */
const saysTheSame = (a: NodeAnalysis, b: NodeAnalysis): boolean =>
  a.output === null &&
  a.inputs.length === b.inputs.length &&
  a.problems.length === b.problems.length &&
  a.problems.every(({ code, message }, i) => code === b.problems[i]?.code && message === b.problems[i]?.message);

class ResolvedAnalysis implements Analysis {
  declare readonly nodes: Analysis['nodes'];
  readonly order: Analysis['order'];
  readonly inputIds: Analysis['inputIds'];
  readonly outputIds: Analysis['outputIds'];
  readonly totals: Analysis['totals'];
  readonly problems: readonly Problem[];
  readonly #inner: Analysis;
  readonly #resolved: Resolved;
  readonly #others: ReadonlyMap<string, NodeAnalysis>;

  constructor(inner: Analysis, resolved: Resolved, others: ReadonlyMap<string, NodeAnalysis>) {
    this.order = inner.order;
    this.inputIds = inner.inputIds;
    this.outputIds = outputsWith(inner, resolved);
    this.totals = inner.totals;
    this.problems = problemsWith(inner, others);
    this.#inner = inner;
    this.#resolved = resolved;
    this.#others = others;
    let record: Analysis['nodes'] | null = null;
    const nodes = (): Analysis['nodes'] => {
      record ??= Object.assign(Object.create(null), inner.nodes, Object.fromEntries(others));
      return record ?? {};
    };
    Object.defineProperty(this, 'nodes', { enumerable: true, get: nodes });
  }

  node(id: string): NodeAnalysis | undefined {
    return this.#others.get(id) ?? this.#inner.node(id);
  }

  /** Whether all of this is so still. */
  describes(inner: Analysis, { idle, starved, ends, source }: Resolved): boolean {
    const { idle: oldIdle, starved: oldStarved, ends: oldEnds, source: old } = this.#resolved;
    if (ends.length !== oldEnds.length || ends.some((id, i) => id !== oldEnds[i])) return false;
    if (this.#inner !== inner || oldIdle !== idle || oldStarved !== starved || old.edges !== source.edges) return false;
    return [...starved].every(
      ([id, blamed]) =>
        old.nodes[id]?.name === source.nodes[id]?.name && old.nodes[blamed]?.name === source.nodes[blamed]?.name,
    );
  }
}

/** In the order of data flow, as outputs are. */
function outputsWith({ order, outputIds }: Analysis, { ends }: Resolved): readonly string[] {
  if (ends.every((id) => outputIds.includes(id))) return outputIds;
  const all = new Set([...outputIds, ...ends]);
  return order.filter((id) => all.has(id));
}

function problemsWith(inner: Analysis, others: ReadonlyMap<string, NodeAnalysis>): readonly Problem[] {
  return inner.problems.map((one) => {
    const told = isMissing(one) && one.nodeId !== undefined ? others.get(one.nodeId) : undefined;
    return told?.problems.find(({ code }) => code === 'mode.muted' || code === 'mode.nothing') ?? one;
  });
}
