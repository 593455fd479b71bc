import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where the module's text lies for all that write models: a page cannot read a file, nor can `src/core`. */
export const textFile = `${root}src/core/interop/tfjs/stride-layers-text.ts`;

const opening = `/**
 * Layers that Keras has and TensorFlow.js 4.22 lacks, for a model.json that Stride wrote. Before the model is opened:
 *
 *   import * as tf from '@tensorflow/tfjs';
 *   import { registerStrideLayers } from './stride-layers.js';
 *   registerStrideLayers(tf);
 *   const model = await tf.loadLayersModel('model.json');
 *
 * \`strideLayers(tf)\` registers them too, and makes them for a model that is written in code.
 *
 * Written by Stride. MIT License.
 */
`;

/** `src/tfjs-layers` as one ES module that imports nothing. */
export async function bundledLayers(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: 'src/tfjs-layers/register.ts', formats: ['es'] },
    },
  });
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [chunk, ...others] = outputs;
  if (chunk?.type !== 'chunk' || others.length > 0 || chunk.imports.length > 0) {
    throw new Error('src/tfjs-layers is not one module without imports.');
  }
  return `${opening}${chunk.code.replace(/^\/\/#(end)?region.*\n/gm, '')}`;
}

/** The source of `textFile`. */
export async function textModule(): Promise<string> {
  const text = JSON.stringify(await bundledLayers());
  return [
    '/** Made by `npm run tfjs-layers` from src/tfjs-layers. */',
    'export const strideLayersText =',
    '  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a module',
    `  ${quoted(text)};`,
    '',
  ].join('\n');
}

/** A string literal as this project's formatter leaves it. */
function quoted(json: string): string {
  const inside = json.slice(1, -1);
  const double = inside.split('\\"').length - 1;
  const single = inside.split("'").length - 1;
  if (single > double) return json;
  return `'${inside.replaceAll("'", "\\'").replaceAll('\\"', '"')}'`;
}
