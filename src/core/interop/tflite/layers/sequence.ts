import { numberOf } from '../../lowering/config.ts';
import { given, only } from '../../lowering/layer.ts';
import { add, product, softmax, times } from '../arithmetic.ts';
import type { Emitter, Layer } from '../emitter.ts';
import { byte, int } from '../flatbuffer.ts';
import type { GraphBuilder, Value } from '../graph.ts';
import { fullyConnected } from './convolution.ts';
import { asRows, rows } from './kernels.ts';

/** Each id's row of a table; ids come as float32, as all that is fed to a network. */
export const embedding: Emitter = (graph, layer) => {
  const x = only(layer);
  const table = given(layer, 'embeddings');
  const [count = 1, width = 1] = table.shape;
  const ids = graph.run('CAST', [x], x.dims, [byte(0), byte(2)], 'int32');
  return graph.run('GATHER', [graph.weights(rows(table, count, width)), ids], [...x.dims, width], [int(0), int(0)]);
};

/** Scores of each row of an embedding's table. */
export const reverseEmbedding: Emitter = (graph, layer) => {
  const table = given(layer, 'embeddings');
  const [count = 1, width = 1] = table.shape;
  return fullyConnected(graph, only(layer), { kernel: rows(table, count, width), bias: null }, count);
};

export const addPositionEmbedding: Emitter = (graph, layer) => {
  const [steps = 1, width = 1] = layer.output;
  const table = given(layer, 'embeddings').values.subarray(0, steps * width);
  return add(graph, only(layer), graph.floats(table, [steps, width]));
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
  return add(graph, only(layer), graph.floats(values, [steps, width]));
};

/** A step of zeros before the series, to which the token is added. */
export const classToken: Emitter = (graph, layer) => {
  const [steps = 1, width = 1] = layer.output;
  const values = new Float32Array(steps * width);
  values.set(given(layer, 'embeddings').values);
  const longer = graph.pad(only(layer), [
    [1, 0],
    [0, 0],
  ]);
  return add(graph, longer, graph.floats(values, [steps, width]));
};

export const takeToken: Emitter = (graph, layer) => {
  const x = only(layer);
  const [, steps = 1, width = 1] = x.dims;
  const index = numberOf(layer.config, 'index', 0);
  const step = graph.slice(x, [index < 0 ? index + steps : index, 0], [1, width]);
  return graph.reshape(step, [width]);
};

/** Added to scores of steps that must not be seen; their share is then 0 in float32. */
const unseen = -1e9;

const causalMask = (graph: GraphBuilder, steps: number, seen: number): Value =>
  graph.known(`mask of ${steps} and ${seen}`, () => {
    const values = Float32Array.from({ length: steps * seen }, (_, i) =>
      i % seen > Math.floor(i / seen) ? unseen : 0,
    );
    return graph.floats(values, [steps, seen]);
  });

/** `[batch, T, D]` through a kernel `[D, h, d]` into heads, `[batch, h, T, d]`. */
function toHeads(graph: GraphBuilder, x: Value, layer: Layer, name: string): Value {
  const kernel = given(layer, `${name}/kernel`);
  const [width = 1, heads = 1, size = 1] = kernel.shape;
  const bias = layer.weight(`${name}/bias`)?.values ?? null;
  const y = fullyConnected(graph, x, { kernel: asRows(kernel, width, heads * size), bias }, heads * size);
  return graph.transpose(graph.reshape(y, [x.dims[1] ?? 1, heads, size]), [0, 2, 1, 3]);
}

/** Vaswani et al. 2017, section 3.2.2; inputs in Keras's order query, value, key, of which the last two may be left out. */
export const multiHeadAttention: Emitter = (graph, layer) => {
  const query = only(layer);
  const value = layer.inputs[1] ?? query;
  const kernel = given(layer, 'attention_output/kernel');
  const [heads = 1, size = 1, width = 1] = kernel.shape;
  const keySize = numberOf(layer.config, 'key_dim', 1);
  const q = times(graph, toHeads(graph, query, layer, 'query'), 1 / Math.sqrt(keySize));
  const k = toHeads(graph, layer.inputs[2] ?? value, layer, 'key');
  const v = toHeads(graph, value, layer, 'value');
  const scores = product(graph, q, k, true);
  const [steps = 1, seen = 1] = scores.dims.slice(2);
  const masked = layer.config.use_causal_mask === true ? add(graph, scores, causalMask(graph, steps, seen)) : scores;
  const mixed = graph.transpose(product(graph, softmax(graph, masked), v, false), [0, 2, 1, 3]);
  const joined = graph.reshape(mixed, [steps, heads * size]);
  const bias = layer.weight('attention_output/bias')?.values ?? null;
  return fullyConnected(graph, joined, { kernel: asRows(kernel, heads * size, width), bias }, width);
};
