import type { At } from '../at.ts';
import type { Draft, Reading } from '../reading.ts';
import { asFloats, type Constant, type Flow } from '../values.ts';

/** One of what attention is made of: a product with weights whose columns are put into heads. */
interface Projection {
  readonly dense: Draft;
  readonly heads: number;
  readonly size: number;
  readonly drafts: readonly string[];
}

interface Found {
  readonly query: Projection;
  readonly key: Projection;
  readonly value: Projection;
  readonly drafts: readonly string[];
}

/** A draft behind one that only multiplies by a number. */
function unscaled(reading: Reading, layer: string | undefined) {
  const drafts: string[] = [];
  let [draft, scale] = [reading.drafts.get(layer ?? ''), 1];
  while (draft?.className === 'Rescaling' && draft.config.offset === 0) {
    drafts.push(draft.name);
    scale *= Number(draft.config.scale);
    draft = reading.drafts.get(draft.inputs[0]?.layer ?? '');
  }
  return { draft, scale, drafts };
}

const isIn = (order: Flow['order'] | undefined, wanted: string): boolean => order?.join() === wanted;

/** `[batch, steps, heads, size]` of a product, by one of the orders in which the next product takes it. */
function projection(reading: Reading, input: Draft['inputs'][number] | undefined, order: string) {
  const outer = unscaled(reading, input?.layer);
  const { draft } = outer;
  const target = draft?.className === 'Reshape' ? draft.config.target_shape : null;
  if (!isIn(input?.order, order) || !draft || !Array.isArray(target) || target.length !== 3) return null;
  const inner = unscaled(reading, draft.inputs[0]?.layer);
  if (inner.draft?.className !== 'Dense' || inner.draft.config.activation !== undefined) return null;
  const [, heads, size] = target.map(Number);
  if (!heads || !size) return null;
  const drafts = [...outer.drafts, draft.name, ...inner.drafts, inner.draft.name];
  return { scale: outer.scale * inner.scale, projection: { dense: inner.draft, heads, size, drafts } };
}

/** Softmax(q·kᵀ / √d)·v of several heads side by side. Vaswani et al. 2017, sections 3.2.1 and 3.2.2. */
function attentionBehind({ reading }: At, x: Flow): Found | null {
  const draftOf = (layer: string | undefined) => reading.drafts.get(layer ?? '');
  const row = draftOf(x.layer);
  const turned = row?.className === 'Reshape' ? draftOf(row.inputs[0]?.layer) : undefined;
  const mixed = turned?.className === 'Permute' ? draftOf(turned.inputs[0]?.layer) : undefined;
  if (!row || !turned || mixed?.className !== 'MatMul' || String(turned.config.dims) !== '2,1,3') return null;
  const share = draftOf(mixed.inputs[0]?.layer);
  const value = projection(reading, mixed.inputs[1], '0,2,1,3');
  if (share?.config.activation !== 'softmax' || share.className !== 'Activation' || !value) return null;
  const scores = unscaled(reading, share.inputs[0]?.layer);
  if (scores.draft?.className !== 'MatMul') return null;
  const query = projection(reading, scores.draft.inputs[0], '0,2,1,3');
  const key = projection(reading, scores.draft.inputs[1], '0,2,3,1');
  if (!query || !key || value.scale !== 1) return null;
  const scale = scores.scale * query.scale * key.scale;
  const { heads, size } = query.projection;
  const fits =
    Math.abs(scale * Math.sqrt(size) - 1) < 1e-5 &&
    key.projection.heads === heads &&
    value.projection.heads === heads &&
    key.projection.size === size;
  if (!fits) return null;
  const drafts = [row.name, turned.name, mixed.name, share.name, ...scores.drafts, scores.draft.name];
  return { query: query.projection, key: key.projection, value: value.projection, drafts };
}

/**
 * Keras's MultiHeadAttention, where a product with weights ends what is one; what it is made of was kept piece by piece, and is
 * taken out again. `null`: it is none.
 */
export function attended(at: At, x: Flow, weight: Constant): Flow | null {
  const { reading, node } = at;
  const found = weight.dims.length === 2 && x.dims?.length === 3 ? attentionBehind(at, x) : null;
  if (!found) return null;
  const { query, key, value } = found;
  const [, units = 1] = weight.dims;
  const sources = [query, value, key].map(({ dense }) => dense.inputs[0]?.layer ?? '');
  const [asked = ''] = sources;
  const biases = [query, key, value].map(({ dense }) => dense.weights.get('bias'));
  const hasBias = biases[0] !== undefined;
  const input = (layer: string): Flow => ({ kind: 'flow', layer, dims: x.dims, order: [0, 1, 2], positive: false });
  const drafts = [...new Set([...found.drafts, ...query.drafts, ...key.drafts, ...value.drafts])];
  const gone = new Set(drafts);
  const isRead = [...reading.drafts.values()].some(
    ({ name, inputs }) => !gone.has(name) && inputs.some(({ layer }) => gone.has(layer)),
  );
  if (isRead || biases.some((bias) => (bias !== undefined) !== hasBias)) return null;
  const bias = biasAfter(at, units);
  if (bias && !hasBias) return null;
  for (const name of drafts) reading.drafts.delete(name);
  const kernels = { query, key, value };
  const weights: Record<string, Float32Array> = {};
  for (const [name, { dense }] of Object.entries(kernels)) {
    weights[`${name}/kernel`] = dense.weights.get('kernel') ?? new Float32Array(0);
    const own = dense.weights.get('bias');
    if (own) weights[`${name}/bias`] = own;
  }
  weights['attention_output/kernel'] = asFloats(weight);
  if (hasBias) weights['attention_output/bias'] = bias?.values ?? new Float32Array(units);
  const isSelf = sources.every((layer) => layer === asked);
  const layer = reading.emit({
    className: 'MultiHeadAttention',
    config: {
      num_heads: query.heads,
      key_dim: query.size,
      value_dim: value.size,
      use_bias: hasBias,
    },
    inputs: (isSelf ? sources.slice(0, 2) : sources).map(input),
    weights,
    name: scopeAround(query.dense.name),
    node,
  });
  const flow: Flow = {
    kind: 'flow',
    layer,
    dims: [...(x.dims?.slice(0, -1) ?? []), units],
    order: [0, 1, 2],
    positive: false,
  };
  if (bias) {
    reading.done.add(bias.node);
    for (const output of bias.node.outputs) reading.values.set(output, flow);
  }
  return flow;
}

/** What is added to each column right after a product. */
function biasAfter(at: At, units: number) {
  const next = at.next;
  if (next?.opType !== 'Add') return null;
  const constant = next.inputs.map((name) => at.reading.constant(name)).find((one) => one !== null);
  return constant?.values.length === units ? { node: next, values: asFloats(constant) } : null;
}

/** The name of what the query is a part of: `attention` of `attention.query`. */
const scopeAround = (name: string): string => {
  const parts = name.split('.');
  return parts.length > 1 ? parts.slice(0, -1).join('.') : 'multi_head_attention';
};
