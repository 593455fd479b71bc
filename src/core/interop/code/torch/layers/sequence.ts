import { numberOf } from '../../../lowering/config.ts';
import { given, only } from '../../../lowering/layer.ts';
import { literal } from '../../python.ts';
import type { Emitter, Layer } from '../builder.ts';
import { placed, type Source } from '../placement.ts';
import { last } from '../value.ts';

/** Each id's row of a table; ids come as float32, as all that is fed to a network. */
export const embedding: Emitter = (code, layer) => {
  const x = last(only(layer));
  const table = given(layer, 'embeddings');
  const [count = 1, width = 1] = table.shape;
  const module = code.module('nn.Embedding', [`${count}`, `${width}`], { weight: placed(table) });
  if (typeof module !== 'string') return module;
  return { text: `${module}(${x.text}.long())`, dims: [...x.dims, width], layout: 'last' };
};

/** Scores of each row of an embedding's table. */
export const reverseEmbedding: Emitter = (code, layer) => {
  const x = last(only(layer));
  const table = given(layer, 'embeddings');
  const known = code.tensorOf(table) ?? code.parameter(placed(table), '');
  if (typeof known !== 'string') return known;
  const dims = [...x.dims.slice(0, -1), table.shape[0] ?? 1];
  return { text: `F.linear(${x.text}, ${known})`, dims, layout: 'last' };
};

export const addPositionEmbedding: Emitter = (code, layer) => {
  const x = last(only(layer));
  const [steps = 1] = layer.output;
  const table = given(layer, 'embeddings');
  const known = code.parameter(placed(table), '');
  if (typeof known !== 'string') return known;
  return { ...x, text: `${x.text} + ${known}${table.shape[0] === steps ? '' : `[:${steps}]`}` };
};

/** Vaswani et al. 2017, section 3.5. */
export const addSinePositionEmbedding: Emitter = (code, layer) => {
  const x = last(only(layer));
  const [steps = 1, width = 1] = layer.output;
  const longest = numberOf(layer.config, 'max_wavelength', 10_000);
  const made = `${code.helper('sine_positions')}(${steps}, ${width}, ${literal(longest)})`;
  return { ...x, text: `${x.text} + ${code.constant(made)}` };
};

/** A vector of its own before the series. */
export const classToken: Emitter = (code, layer) => {
  const x = last(only(layer));
  const [, width = 1] = layer.output;
  const token = code.parameter(placed(given(layer, 'embeddings'), { shape: [1, 1, width] }), '');
  if (typeof token !== 'string') return token;
  const text = `torch.cat([${token}.expand(len(${x.text}), -1, -1), ${x.text}], dim=1)`;
  return { text, dims: [x.dims[0] ?? 1, ...layer.output], layout: 'last' };
};

export const takeToken: Emitter = (_, layer) => {
  const x = last(only(layer));
  const index = numberOf(layer.config, 'index', 0);
  return { text: `${x.text}[:, ${index}]`, dims: [x.dims[0] ?? 1, x.dims[2] ?? 1], layout: 'last' };
};

/** A kernel `[D, h, d]` as rows, one for each number of each head. */
function toHeads(layer: Layer, name: string): Source {
  const kernel = given(layer, `${name}/kernel`);
  const [width = 1, heads = 1, size = 1] = kernel.shape;
  return placed(kernel, { read: [width, heads * size], order: [1, 0] });
}

/** Vaswani et al. 2017, section 3.2.2; inputs in Keras's order query, value, key, of which the last two may be left out. */
export const multiHeadAttention: Emitter = (code, layer) => {
  const [query, value = query, key = value] = layer.inputs.map(last);
  if (!query || !value || !key) throw new Error('attention has an input');
  const kernel = given(layer, 'attention_output/kernel');
  const [heads = 1, size = 1, width = 1] = kernel.shape;
  const keySize = given(layer, 'key/kernel').shape[2] ?? 1;
  const hasBias = layer.weight('query/bias') !== undefined;
  const dropout = numberOf(layer.config, 'dropout', 0);
  const bias = (name: string): Source | undefined => {
    const own = layer.weight(`${name}/bias`);
    return own && placed(own, { shape: [own.values.length] });
  };
  const module = code.module(
    code.helper('MultiHeadAttention'),
    [
      `query_size=${query.dims.at(-1)}`,
      `value_size=${value.dims.at(-1)}`,
      `key_size=${key.dims.at(-1)}`,
      `output_size=${width}`,
      `heads=${heads}`,
      `key_dim=${keySize}`,
      `value_dim=${size}`,
      ...(hasBias ? [] : ['bias=False']),
      ...(dropout === 0 ? [] : [`dropout=${literal(dropout)}`]),
      ...(layer.config.use_causal_mask === true ? ['is_causal=True'] : []),
    ],
    {
      'query.weight': toHeads(layer, 'query'),
      'query.bias': bias('query'),
      'key.weight': toHeads(layer, 'key'),
      'key.bias': bias('key'),
      'value.weight': toHeads(layer, 'value'),
      'value.bias': bias('value'),
      'output.weight': placed(kernel, { read: [heads * size, width], order: [1, 0] }),
      'output.bias': bias('attention_output'),
    },
  );
  if (typeof module !== 'string') return module;
  const text = `${module}(${query.text}, ${value.text}, ${key.text})`;
  return { text, dims: [query.dims[0] ?? 1, ...layer.output], layout: 'last' };
};
