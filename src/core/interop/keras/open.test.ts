import { describe, expect, test } from 'vitest';
import { emptyDocument } from '../../document/schema.ts';
import { parseModelJson } from './open.ts';
import { readKerasModel } from './read.ts';

const dense = (config: object) => ({ class_name: 'Dense', config: { name: 'fc', units: 3, ...config } });

const codeOf = (json: unknown): string => {
  const read = readKerasModel(json);
  return read.ok ? 'read' : read.error.code;
};

describe('what is no model is named', () => {
  test.each([
    ['numbers', 42, 'notModel'],
    ['other JSON', { hello: 1 }, 'notModel'],
    ['a single layer', dense({}), 'notModel'],
    ['weights of tfjs', [{ paths: ['group1-shard1of1.bin'], weights: [] }], 'weights'],
    ['weights without a topology', { modelTopology: null, weightsManifest: [] }, 'weights'],
    ['a graph model of tfjs', { format: 'graph-model', modelTopology: { node: [], library: {} } }, 'graphModel'],
    ['the other file of a .keras archive', { keras_version: '3.15.1', date_saved: '2026-11-22' }, 'metadata'],
    ['a document of Stride', emptyDocument('mine'), 'stride'],
    ['a subclassed model', { class_name: 'MyModel', config: { width: 3 }, compile_config: {} }, 'subclassed'],
    ['a model without layers', { class_name: 'Sequential', config: { name: 'none', layers: [] } }, 'empty'],
  ])('%s', (_, json, code) => {
    expect(codeOf(json)).toBe(code);
  });

  test('text that is no JSON', () => {
    expect(parseModelJson('{"class_name": ')).toMatchObject({ ok: false, error: { code: 'notJson' } });
  });
});

describe('where a model may be', () => {
  const model = { class_name: 'Sequential', config: { name: 'm', layers: [dense({ batch_input_shape: [null, 8] })] } };

  test.each([
    ['as to_json() gives it', model],
    ['as a string', JSON.stringify(model)],
    ['in tfjs’s model.json', { format: 'layers-model', modelTopology: model, weightsManifest: [] }],
    ['as tfjs’s converter puts it', { modelTopology: { keras_version: '2.1.6', model_config: model } }],
    ['in an .h5 file’s attribute', { model_config: JSON.stringify(model) }],
    ['as Keras 2.0 wrote rows of layers', { class_name: 'Sequential', config: model.config.layers }],
  ])('%s', (_, json) => {
    const read = readKerasModel(json);
    if (!read.ok) throw new Error(read.error.message);
    const { nodes, edges } = read.value.document.graph;
    expect(nodes.fc_input?.params).toEqual({ shape: [8] });
    expect(nodes.fc).toMatchObject({ kind: 'dense', params: { units: 3 } });
    expect(Object.values(edges).map(({ source, target }) => [source, target])).toEqual([['fc_input', 'fc']]);
  });

  test('infinities, as Python writes them, do not keep a file from being read', () => {
    const parsed = parseModelJson('{"max_value": Infinity, "list": [NaN, -Infinity, 1], "text": "NaN, NaN"}');
    expect(parsed).toEqual({ ok: true, value: { max_value: null, list: [null, null, 1], text: 'NaN, NaN' } });
  });
});

test('a Sequential of which no shape is known is read without an Input', () => {
  const read = readKerasModel({ class_name: 'Sequential', config: { name: 'm', layers: [dense({})] } });
  if (!read.ok) throw new Error(read.error.message);
  expect(Object.keys(read.value.document.graph.nodes)).toEqual(['fc']);
  expect(read.value.report.changed.map(({ code, name }) => [code, name])).toEqual([['noInput', 'fc']]);
});

test('layers after an input of unknown shape are the kinds that they are', () => {
  const conv = { class_name: 'Conv2D', config: { name: 'c', filters: 4, kernel_size: [3, 3] } };
  const read = readKerasModel({ class_name: 'Sequential', config: { name: 'm', layers: [conv, dense({})] } });
  if (!read.ok) throw new Error(read.error.message);
  expect(Object.values(read.value.document.graph.nodes).map(({ kind }) => kind)).toEqual(['conv2d', 'dense']);
  expect(read.value.report.custom).toEqual([]);
});

describe('shapes in the words of the first Keras', () => {
  const words = { class_name: 'Embedding', config: { name: 'e', input_dim: 100, output_dim: 8, input_length: 12 } };
  const lstm = { class_name: 'LSTM', config: { name: 'l', units: 4, input_dim: 5, input_length: 12 } };
  test.each([
    ['input_dim', dense({ input_dim: 8 }), [8]],
    ['input_dim and input_length', lstm, [12, 5]],
    ['the length of an Embedding, whose input_dim counts words', words, [12]],
  ])('%s', (_, layer, shape) => {
    const read = readKerasModel({ class_name: 'Sequential', config: [layer] });
    if (!read.ok) throw new Error(read.error.message);
    const { document, report } = read.value;
    const [input, first] = Object.values(document.graph.nodes);
    expect(input).toMatchObject({ kind: 'input', params: { shape } });
    expect(first?.kind).not.toBe('custom');
    expect(report).toMatchObject({ custom: [], changed: [] });
  });
});

test('models in one another without end are refused', () => {
  let model: object = dense({ batch_input_shape: [null, 8] });
  for (let depth = 0; depth < 5000; depth++) model = { class_name: 'Sequential', config: { layers: [model] } };
  expect(codeOf(model)).toBe('tooDeep');
});

test('a function without a name is not shown as its bytes', () => {
  const activation = { value: ['4wEAAAAAAAAAAAAAAAIAAAATAAAA8wwAAACX', null, null] };
  const layers = [dense({ batch_input_shape: [null, 8], activation })];
  const read = readKerasModel({ class_name: 'Sequential', config: { name: 'm', layers } });
  if (!read.ok) throw new Error(read.error.message);
  expect(read.value.report.custom.map(({ values }) => values)).toEqual([{ setting: 'activation', value: 'lambda' }]);
});

describe('a setting that Stride does not have', () => {
  const read = (config: object) => {
    const model = {
      class_name: 'Sequential',
      config: { name: 'm', layers: [dense({ batch_input_shape: [null, 8], ...config })] },
    };
    const result = readKerasModel(model);
    if (!result.ok) throw new Error(result.error.message);
    return { node: result.value.document.graph.nodes.fc, report: result.value.report };
  };

  test('is reported where the figures stay right', () => {
    const { node, report } = read({ kernel_regularizer: { class_name: 'Mine', config: {} }, dtype: 'mixed_float16' });
    expect(node?.kind).toBe('dense');
    expect(report.changed.map(({ values }) => values.setting)).toEqual(['kernel_regularizer', 'dtype']);
  });

  test('keeps the layer as it came where they would be wrong', () => {
    const { node, report } = read({ lora_rank: 4 });
    expect(node).toMatchObject({ kind: 'custom', params: { className: 'Dense', config: { units: 3, lora_rank: 4 } } });
    expect(report.custom.map(({ code, values }) => [code, values.setting])).toEqual([['option', 'lora_rank']]);
  });
});
