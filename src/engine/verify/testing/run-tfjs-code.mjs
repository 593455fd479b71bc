/**
 * Runs code that `writeTfjsCode` wrote with nothing but tfjs:
 *
 *   node run-tfjs-code.mjs FOLDER BACKEND
 *
 * In each folder of FOLDER: `model.js` is imported, `weights.bin` loaded, `input.json` predicted, what came out written to
 * `output.json`: `{ parameters, backend, outputs }` or `{ error }`. What the backend has no kernel for runs on `cpu`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

const [root, wanted] = process.argv.slice(2);

const floats = (text) => new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
const base64 = (values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');

async function predict(folder, backend) {
  await tf.setBackend(backend);
  const { buildModel, setWeights } = await import(pathToFileURL(join(folder, 'model.js')));
  const model = buildModel();
  const manifest = JSON.parse(readFileSync(join(folder, 'weights.json'), 'utf8'));
  setWeights(model, manifest, readFileSync(join(folder, 'weights.bin')));
  const inputs = JSON.parse(readFileSync(join(folder, 'input.json'), 'utf8'));
  try {
    const outputs = tf.tidy(() => {
      const xs = inputs.map(({ shape, values }) => tf.tensor(floats(values), shape));
      return [model.predict(xs.length === 1 ? xs[0] : xs)].flat().map((y) => base64(y.dataSync()));
    });
    return { parameters: model.countParams(), backend, outputs };
  } finally {
    model.dispose();
  }
}

for (const name of readdirSync(root)) {
  const folder = join(root, name);
  if (!existsSync(join(folder, 'input.json'))) continue;
  const made = await predict(folder, wanted)
    .catch((error) => {
      if (wanted === 'cpu' || !/kernel/i.test(String(error))) throw error;
      return predict(folder, 'cpu');
    })
    .catch((error) => ({ error: String(error) }));
  writeFileSync(join(folder, 'output.json'), JSON.stringify(made));
}
