import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { emptyDocument } from '../core/document/schema.ts';
import { readModelFile, readProjectOrModel } from './model-file.ts';
import { writeProject } from './project-file.ts';

const model = strToU8(
  JSON.stringify({
    class_name: 'Sequential',
    config: {
      name: 'm',
      layers: [{ class_name: 'Dense', config: { name: 'fc', units: 3, batch_input_shape: [null, 8] } }],
    },
  }),
);
const archive = zipSync({ 'config.json': model, 'metadata.json': strToU8('{}') });
const damaged = zipSync({ 'config.json': model, 'model.weights.h5': strToU8('HDF') });

describe('a file is opened as what it is', () => {
  test.each([
    ['JSON', model],
    ['a .keras archive', archive],
    ['Python’s JSON', strToU8(new TextDecoder().decode(model).replace('"units"', '"seed":NaN,"units"'))],
    [
      'UTF-16, as PowerShell redirects it',
      new Uint8Array(Buffer.from(`\ufeff${new TextDecoder().decode(model)}`, 'utf16le')),
    ],
  ])('%s of Keras as a model', async (_, bytes) => {
    const opened = await readProjectOrModel(bytes, 'model');
    if (!opened.ok) throw new Error(opened.error.message);
    expect(Object.keys(opened.value.project.document.graph.nodes)).toEqual(['fc_input', 'fc']);
    expect(opened.value.report).toMatchObject({ layers: 2, custom: [], changed: [] });
    expect(await readModelFile(bytes)).toMatchObject({ ok: true });
  });

  test('a project as a project', async () => {
    const document = emptyDocument('mine');
    const opened = await readProjectOrModel(writeProject({ document, runs: [], best: null }), 'mine.stride');
    expect(opened).toMatchObject({ ok: true, value: { project: { document }, report: null } });
  });

  test.each([
    ['HDF5 that is cut short', new Uint8Array([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0]), 'damaged'],
    ['an archive whose weights are none', damaged, 'not-stride'],
    ['weights', strToU8('[{"paths": [], "weights": []}]'), 'weights'],
    ['another archive', zipSync({ 'hello.txt': model }), 'not-stride'],
    ['JSON that is cut short', model.subarray(0, 60), 'notJson'],
    ['other text', strToU8('hello'), 'damaged'],
    ['other JSON', strToU8('{"hello": 1}'), 'not-stride'],
  ])('%s as none', async (_, bytes, code) => {
    expect(await readProjectOrModel(bytes, 'file')).toMatchObject({ ok: false, error: { code } });
  });

  test('a .keras archive that is damaged is said to be one', async () => {
    expect(await readProjectOrModel(damaged, 'mine.keras')).toMatchObject({ ok: false, error: { code: 'damaged' } });
  });
});
