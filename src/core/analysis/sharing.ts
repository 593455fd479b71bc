import type { LayerNode } from '../document/schema.ts';
import type { WeightSpec } from '../layers/define.ts';
import { zero } from '../math/formula.ts';
import { formatShape, sameShape } from '../math/shape.ts';
import { problem } from '../problems/messages.ts';
import type { Problem } from '../problems/problem.ts';
import { noParameters } from './figures.ts';
import type { NodeAnalysis } from './types.ts';

/**
 * Makes of `analyses` what they are for nodes that use the weights of others: they have no parameters of their own, which
 * are counted where the weights are. Errors: `shared.missing` where no node owns them, `shared.mismatch` where the owner's
 * have other names or shapes. An analysis about which nothing is new is left as it is.
 *
 * @returns whether any node does.
 */
export function shareWeights(nodes: readonly LayerNode[], analyses: NodeAnalysis[]): boolean {
  let places: ReadonlyMap<string, number> | null = null;
  for (let place = 0; place < nodes.length; place++) {
    const node = nodes[place];
    const own = analyses[place];
    if (node?.sharesWith === undefined || !own) continue;
    places ??= new Map(nodes.map(({ id }, at) => [id, at]));
    const now = sharingProblem(node, own, nodes, analyses, places);
    const before = own.problems.find(isAboutSharing);
    if (before?.message === now?.message && own.parameters.total === 0) continue;
    const others = own.problems.filter((one) => !isAboutSharing(one));
    const problems = now ? [...others, now] : others;
    analyses[place] = { ...own, parameters: noParameters, parameterFormula: zero, problems };
  }
  return places !== null;
}

const isAboutSharing = ({ code }: Problem): boolean => code === 'shared.missing' || code === 'shared.mismatch';

function sharingProblem(
  node: LayerNode,
  own: NodeAnalysis,
  nodes: readonly LayerNode[],
  analyses: readonly NodeAnalysis[],
  places: ReadonlyMap<string, number>,
): Problem | null {
  const place = ownerOf(node, nodes, places);
  const owner = nodes[place];
  if (!owner) return problem('shared.missing', { name: node.name }, { nodeId: node.id });
  const theirs = analyses[place];
  if (!theirs?.output || !own.output) return null;
  const [expected, received] = [list(own.weights), list(theirs.weights)];
  if (expected === received) return null;
  return problem('shared.mismatch', { name: node.name, other: owner.name, expected, received }, { nodeId: node.id });
}

/** Place of the node that has the weights; −1 where one on the way is missing, or they all use each other's. */
function ownerOf(node: LayerNode, nodes: readonly LayerNode[], places: ReadonlyMap<string, number>): number {
  const seen = new Set<string>();
  for (let at = node; at.sharesWith !== undefined; ) {
    seen.add(at.id);
    const place = places.get(at.sharesWith) ?? -1;
    const next = nodes[place];
    if (!next || seen.has(next.id)) return -1;
    if (next.sharesWith === undefined) return place;
    at = next;
  }
  return -1;
}

/** The kinds that hold a table of embeddings: one reads it forwards, the other backwards. */
const tables: ReadonlySet<string> = new Set(['embedding', 'reverseEmbedding']);

/**
 * The layers whose weights this one could use as its own: of its kind, or a table as it is, with the same names and
 * shapes, in the order of `ids`, the first `most` of them. None that use another's themselves, nor this layer's.
 */
export function weightOwnersFor(
  node: LayerNode,
  nodes: Readonly<Record<string, LayerNode>>,
  analysisOf: (id: string) => NodeAnalysis | undefined,
  ids: readonly string[],
  most = Number.POSITIVE_INFINITY,
): readonly string[] {
  const own = analysisOf(node.id);
  if (!own?.output || own.weights.length === 0) return [];
  const owners: string[] = [];
  for (const id of ids) {
    if (owners.length >= most) break;
    const other = nodes[id];
    if (!other || id === node.id || other.sharesWith !== undefined || !canLend(other.kind, node.kind)) continue;
    const theirs = analysisOf(id);
    if (theirs?.output && sameWeights(own.weights, theirs.weights)) owners.push(id);
  }
  return owners;
}

const canLend = (owner: string, user: string): boolean => owner === user || (tables.has(owner) && tables.has(user));

const sameWeights = (a: readonly WeightSpec[], b: readonly WeightSpec[]): boolean =>
  a.length === b.length &&
  a.every((weight, i) => {
    const other = b[i];
    return other !== undefined && weight.name === other.name && sameShape(weight.shape, other.shape);
  });

/** `kernel 3×3×1×8, bias 8` */
const list = (weights: readonly WeightSpec[]): string =>
  weights.length === 0 ? '∅' : weights.map(({ name, shape }) => `${name} ${formatShape(shape)}`).join(', ');
