import { numberOf } from '../../../lowering/config.ts';
import { given, only } from '../../../lowering/layer.ts';
import { onnxDataType } from '../../model.ts';
import { add, product, softmax, times } from '../arithmetic.ts';
import type { Emitter, Layer } from '../emitter.ts';
import { type GraphBuilder, int, ints, type Value } from '../graph.ts';
import { weighed } from './convolution.ts';

/** Each id's row of a table; ids come as float32, as all that is fed to a network. */
export const embedding: Emitter = (graph, layer) => {
  const x = graph.last(only(layer));
  const table = given(layer, 'embeddings');
  const ids = graph.run('Cast', [x], { dims: x.dims, attributes: { to: int(onnxDataType.int64) } });
  return graph.run('Gather', [graph.weight(table), ids], { dims: [...x.dims, table.shape.at(-1) ?? 1] });
};

/** Scores of each row of an embedding's table. */
export const reverseEmbedding: Emitter = (graph, layer) => {
  const x = graph.last(only(layer));
  const table = given(layer, 'embeddings');
  const [count = 1, width = 1] = table.shape;
  const columns = graph.run('Transpose', [graph.weight(table)], {
    dims: [width, count],
    attributes: { perm: ints([1, 0]) },
  });
  return product(graph, x, columns);
};

export const addPositionEmbedding: Emitter = (graph, layer) => {
  const [steps = 1, width = 1] = layer.output;
  const table = given(layer, 'embeddings');
  const seen = { ...table, shape: [steps, width], values: table.values.subarray(0, steps * width) };
  return add(graph, graph.last(only(layer)), graph.weight(seen));
};

/** Sines in the even places of a position's vector, cosines in the odd ones. Vaswani et al. 2017, section 3.5. */
export const addSinePositionEmbedding: Emitter = (graph, layer) => {
  const [steps = 1, width = 1] = layer.output;
  const longest = numberOf(layer.config, 'max_wavelength', 10_000);
  const values = Float32Array.from({ length: steps * width }, (_, at) => {
    const place = at % width;
    const angle = Math.floor(at / width) / longest ** ((place - (place % 2)) / width);
    return place % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
  return add(graph, graph.last(only(layer)), graph.floats('positions', values, [steps, width]));
};

/** A step of zeros before the series, to which the token is added. */
export const classToken: Emitter = (graph, layer) => {
  const x = graph.last(only(layer));
  const [steps = 1, width = 1] = layer.output;
  const dims = [x.dims[0] ?? 1, steps, width];
  const longer = graph.run('Pad', [x, graph.ints([0, 1, 0, 0, 0, 0])], { dims });
  const token = graph.weight(given(layer, 'embeddings'), [1, width]);
  const places = graph.run('Pad', [token, graph.ints([0, 0, steps - 1, 0])], { dims: [steps, width] });
  return add(graph, longer, places);
};

export const takeToken: Emitter = (graph, layer) => {
  const x = graph.last(only(layer));
  const [batch = 1, steps = 1, width = 1] = x.dims;
  const index = numberOf(layer.config, 'index', 0);
  const place = graph.ints([index < 0 ? index + steps : index], []);
  return graph.run('Gather', [x, place], { dims: [batch, width], attributes: { axis: int(1) } });
};

/** Added to scores of steps that must not be seen; their share is then 0 in float32. */
const unseen = -1e9;

const causalMask = (graph: GraphBuilder, steps: number, seen: number): Value =>
  graph.known(`mask of ${steps} and ${seen}`, () => {
    const values = (): Float32Array =>
      Float32Array.from({ length: steps * seen }, (_, i) => (i % seen > Math.floor(i / seen) ? unseen : 0));
    return graph.tensor(`mask/${steps},${seen}`, [steps, seen], values);
  });

/** `[batch, T, D]` through a kernel `[D, h, d]` into heads, with their axes `[batch, T, h, d]` in `order`. */
function toHeads(graph: GraphBuilder, x: Value, layer: Layer, name: string, order: readonly number[]): Value {
  const kernel = given(layer, `${name}/kernel`);
  const [, heads = 1, size = 1] = kernel.shape;
  const y = weighed(graph, x, kernel, layer.weight(`${name}/bias`));
  return graph.transpose(graph.reshape(y, [x.dims[1] ?? 1, heads, size]), order);
}

/** Vaswani et al. 2017, section 3.2.2; inputs in Keras's order query, value, key, of which the last two may be left out. */
export const multiHeadAttention: Emitter = (graph, layer) => {
  const [query, value = query, key = value] = layer.inputs.map((x) => graph.last(x));
  if (!query || !value || !key) throw new Error('attention has an input');
  const kernel = given(layer, 'attention_output/kernel');
  const [heads = 1, size = 1] = kernel.shape;
  const keySize = numberOf(layer.config, 'key_dim', 1);
  const q = times(graph, toHeads(graph, query, layer, 'query', [0, 2, 1, 3]), 1 / Math.sqrt(keySize));
  const k = toHeads(graph, key, layer, 'key', [0, 2, 3, 1]);
  const v = toHeads(graph, value, layer, 'value', [0, 2, 1, 3]);
  const scores = product(graph, q, k);
  const [steps = 1, seen = 1] = scores.dims.slice(2);
  const masked = layer.config.use_causal_mask === true ? add(graph, scores, causalMask(graph, steps, seen)) : scores;
  const mixed = graph.transpose(product(graph, softmax(graph, masked), v), [0, 2, 1, 3]);
  const joined = graph.reshape(mixed, [steps, heads * size]);
  return weighed(graph, joined, kernel, layer.weight('attention_output/bias'));
};
