import type { NodeAnalysis } from '../../analysis/types.ts';
import type { Edge, Graph, LayerNode } from '../../document/schema.ts';
import type { Shape } from '../../math/shape.ts';
import { type LayerKind, layerDefinitions, layerOf } from '../registry.ts';
import type { Random } from './random.ts';
import { randomParams, spoiled } from './random-layer.ts';

/** A layer that was added to a random network. */
export interface Made {
  readonly id: string;
  readonly kind: LayerKind;
  readonly params: LayerNode['params'];
  /** Places of its sources among those made before. */
  readonly inbound: readonly number[];
  readonly inputs: readonly Shape[];
  readonly shape: Shape;
  readonly node: NodeAnalysis;
}

interface Drawn extends Pick<Made, 'kind' | 'params' | 'inbound'> {}

/** Which kinds may be drawn, and how often one is given params that cannot be right. */
export interface DrawOptions {
  readonly allows: (kind: LayerKind) => boolean;
  readonly mistakes: number;
}

/** A layer of any kind with its sources, three times in four one that their rank lets through. */
export function drawLayer(random: Random, made: readonly Made[], source: boolean, options: DrawOptions): Drawn {
  const last = made.length - 1;
  const from = (): number => (random.chance(0.6) ? last : random.int(0, last));
  const drawn = from();
  const rank = made[drawn]?.shape.length ?? 0;
  const kind = source || last < 0 ? 'input' : drawKind(random, rank, options);
  // What other layers put out is no token id; the first layer is an input.
  const first = kind === 'embedding' ? 0 : drawn;
  const { min = 0, max = 0 } = layerOf(kind)?.arity ?? {};
  const most = max === null ? 3 : max;
  const count = most === 0 ? 0 : random.chance(options.mistakes / 2) ? random.int(1, 2) : random.int(min, most);
  const alike = made.flatMap(({ shape }, i) => (fitsBeside(kind, shape, made[first]?.shape ?? []) ? [i] : []));
  const beside = (): number => {
    const [one, ...others] = alike;
    return one !== undefined && random.chance(0.8) ? random.pick([one, ...others]) : from();
  };
  const inbound = Array.from({ length: count }, (_, i) => (i === 0 ? first : beside()));
  const params = randomParams[kind](
    random,
    inbound.map((i) => made[i]?.shape ?? []),
  );
  return { kind, inbound, params: random.chance(options.mistakes) ? spoiled(random, params) : { ...params } };
}

function drawKind(random: Random, rank: number, { allows }: DrawOptions): LayerKind {
  const others = layerDefinitions.filter(({ kind }) => kind !== 'input' && allows(kind));
  const fitting = others.filter(({ arity: { ranks } }) => typeof ranks === 'string' || ranks.some((n) => n === rank));
  const [first, ...rest] = random.chance(0.75) ? fitting : others;
  return first ? random.pick([first, ...rest]).kind : 'dense';
}

/** Only along the axis that Concatenate usually joins may its inputs differ. */
const fitsBeside = (kind: LayerKind, shape: Shape, other: Shape): boolean =>
  shape.length === other.length &&
  (kind === 'concatenate' ? shape.slice(0, -1) : shape).every((n, i) => n === other[i]);

/** The graph with one more node behind these sources, in the order of its ports. */
export function withLayer(graph: Graph, node: LayerNode, sources: readonly string[]): Graph {
  const edges = sources.map((source, port): [string, Edge] => {
    const id = `${source}>${node.id}:${port}`;
    return [id, { id, source, target: node.id, port }];
  });
  return {
    nodes: { ...graph.nodes, [node.id]: node },
    edges: { ...graph.edges, ...Object.fromEntries(edges) },
  };
}
