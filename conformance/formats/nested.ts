import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeKerasCode } from '../../src/core/interop/code/keras/write.ts';
import { type KerasGraph, type KerasModel, kerasGraph } from '../../src/core/interop/keras/write/graph.ts';
import { type LayerGroup, layerGroups } from '../../src/core/interop/keras/write/layer-groups.ts';
import { type NestedForm, nested } from '../../src/core/interop/keras/write/nest.ts';
import { modelOrder } from '../../src/core/interop/keras/write/order.ts';
import { type KerasOptions, kerasFileParts, kerasH5Parts } from '../../src/core/interop/keras/write/write.ts';
import { startForTest } from '../../src/engine/testing/backends.ts';
import { answers, base64, fed, formatCases, groupsOf, withWholeCounts } from './cases.ts';

/**
 * Writes networks with their groups as models in the model, as `.keras`, `.h5` and Keras code, with what Stride's engine
 * computes: `node --import tsx conformance/formats/nested.ts FOLDER [template…]`. Templates have their own groups, random
 * networks drawn ones. `nested.py` opens them in Keras.
 */
const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('usage: nested.ts FOLDER [template…]');
await mkdir(folder, { recursive: true });
await startForTest('wasm');

/** Networks with more parameters are written in one form only, for the sake of the disk. */
const large = 20_000_000;
/** Beyond this the engine takes minutes for what a smaller network of the kind shows as well. */
const mostParameters = 70_000_000;

let written = 0;
for (const one of formatCases(120, 0)) {
  if (only.length > 0 && !only.includes(one.name)) continue;
  const own = withWholeCounts(fed(one));
  const groups = layerGroups(own.network, groupsOf(one));
  const flat = kerasGraph(own.network);
  if (groups.length === 0 || !flat.ok || (only.length === 0 && own.parameters > mostParameters)) continue;
  const path = join(folder, String(written++).padStart(5, '0'));
  const options: KerasOptions = { metadata: { labels: ['é', '猫'] }, groups };
  await save(`${path}.keras`, kerasFileParts(own.network, own.weights, options));
  if (own.parameters <= large) {
    await save(`${path}.h5`, kerasH5Parts(own.network, own.weights, options));
    const code = writeKerasCode(own.network, own.weights, { title: one.name, groups });
    if (!code.ok) throw new Error(code.error.map(({ message }) => message).join(' '));
    await mkdir(`${path}-code`, { recursive: true });
    for (const { path: name, bytes } of code.value) await writeFile(join(`${path}-code`, name), bytes);
  }
  const record = {
    name: one.name,
    group: one.group,
    parameters: own.parameters,
    batch: own.batch,
    inputs: own.inputs,
    groups: groups.length,
    models: { keras: modelsIn(flat.value, groups, 'keras'), h5: modelsIn(flat.value, groups, 'h5') },
    outputs: answers(own).map(base64),
  };
  await writeFile(`${path}.json`, JSON.stringify(record));
}
console.log(`wrote ${written} networks`);

/** Part by part, as a host would. */
async function save(path: string, parts: ReturnType<typeof kerasFileParts>): Promise<void> {
  if (!parts.ok) throw new Error(parts.error.map(({ message }) => message).join(' '));
  const file = openSync(path, 'w');
  for (const part of parts.value) for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
  closeSync(file);
}

/** Where each model in the model is, and the names of its layers in Keras's order, functions not among them. */
function modelsIn(graph: KerasGraph, groups: readonly LayerGroup[], form: NestedForm) {
  const made = nested(graph, groups, form);
  return [...made.models.values()].map((path) => {
    let model: KerasModel = made.graph;
    for (const name of path) model = model.layers.find((layer) => layer.name === name)?.model ?? model;
    return { path, layers: modelOrder(model).flatMap(({ name, isOperation }) => (isOperation ? [] : [name])) };
  });
}
