import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as layers from '@tensorflow/tfjs-layers';
import type { Artifact } from '../../core/interop/artifact.ts';
import { strideLayersFile } from '../../core/interop/tfjs/write.ts';
import { registerStrideLayers } from '../../tfjs-layers/register.ts';
import type { ForeignModel } from './serve-runtime.ts';

/**
 * Opens a layers-model as a page of anybody's would: `tf.loadLayersModel` on the address of `model.json`, the requests
 * answered from these files, what `stride-layers.js` teaches included where it is one of them. Nothing of our engine may be loaded beside it, so that all kernels are tfjs's own.
 * Rejects with what tfjs says of a model that it cannot read.
 */
export async function openPlainModel(files: readonly Artifact[]): Promise<layers.LayersModel> {
  await tf.setBackend('cpu');
  const fetchFunc = async (url: string | URL | Request): Promise<Response> => {
    const found = files.find(({ path }) => String(url).endsWith(`/${path}`));
    if (!found) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(found.bytes), {
      headers: { 'content-type': found.path.endsWith('.json') ? 'application/json' : 'application/octet-stream' },
    });
  };
  if (files.some(({ path }) => path === strideLayersFile)) registerStrideLayers({ ...tf, ...layers });
  return layers.loadLayersModel(tf.io.http('http://model.invalid/model.json', { fetchFunc }));
}

/** The same for a worker that serves it. */
export async function openPlain(files: readonly Artifact[]): Promise<ForeignModel> {
  const model = await openPlainModel(files);
  return {
    predict: (image) => predictPlain(model, image),
    close: () => {
      model.dispose();
    },
  };
}

/** Output of one image, values in rows. @param image values of all of the model's input. */
export function predictPlain(model: layers.LayersModel, image: Float32Array): Float32Array {
  return tf.tidy(() => {
    const shape = model.inputs[0]?.shape.slice(1).map(Number) ?? [];
    const output = model.predict(tf.tensor(image, [1, ...shape]));
    if (Array.isArray(output)) throw new Error(`The model has ${output.length} outputs.`);
    return new Float32Array(output.dataSync<'float32'>());
  });
}
