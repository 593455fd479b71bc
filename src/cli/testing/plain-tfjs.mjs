/**
 * Loads an exported model with nothing but tfjs, and the stride-layers.js that lies beside it if one does, and prints its predictions as JSON:
 *
 *   node plain-tfjs.mjs FOLDER INPUT
 *
 * INPUT is a JSON file `{ shape, values }`, batch included.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

const [folder, input] = process.argv.slice(2);
const json = JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8'));
const [{ paths, weights }] = json.weightsManifest;
const weightData = Buffer.concat(paths.map((path) => readFileSync(join(folder, path))));
const taught = join(folder, 'stride-layers.js');
if (existsSync(taught)) {
  // As text: Node takes a .js file for CommonJS where no package.json lies.
  const text = readFileSync(taught).toString('base64');
  const { registerStrideLayers } = await import(`data:text/javascript;base64,${text}`);
  registerStrideLayers({ ...tf, ...layers });
}
const model = await layers.loadLayersModel({
  load: async () => ({
    modelTopology: json.modelTopology,
    weightSpecs: weights,
    weightData: new Uint8Array(weightData).buffer,
    format: json.format,
  }),
});
const { shape, values } = JSON.parse(readFileSync(input, 'utf8'));
const output = model.predict(tf.tensor(values, shape));
console.log(JSON.stringify(await output.array()));
