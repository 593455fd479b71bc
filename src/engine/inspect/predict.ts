import * as tf from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backends/backend.ts';
import { EngineError } from '../failure.ts';
import { forward } from '../network/forward.ts';
import { Model } from '../network/model.ts';
import { buildProgram, requireSingleEnds } from '../network/program.ts';
import type { Prediction, PredictRequest } from '../protocol.ts';
import { say } from '../sayings.ts';
import { inspect } from './maps.ts';
import { asClasses } from './probabilities.ts';

/** Images at once: more would take memory and gain nothing. */
const most = 64;

/** What a network says of some images, and what each layer makes of the first. */
export async function predict(request: PredictRequest, backend: StartedBackend): Promise<Prediction> {
  const start = performance.now();
  const program = buildProgram(request.network);
  requireSingleEnds(program);
  const size = program.inputShape.reduce((product, n) => product * n, 1);
  const units = program.outputShape.reduce((product, n) => product * n, 1);
  if (request.images.length !== request.count * size) {
    const { count, images } = request;
    const values = { shape: program.inputShape.join('×'), count, expected: count * size, received: images.length };
    throw new EngineError('data-mismatch', say('imageValues', values), program.layers[0]?.nodeId);
  }
  // A single value that is no probability is a number by itself.
  const tellsTwo = units === 1 && request.network.outputActivation.endsWith('sigmoid');
  const model = Model.from(program, request.weights);
  try {
    const probabilities: Float32Array[] = [];
    for (let from = 0; from < request.count; from += most) {
      const count = Math.min(most, request.count - from);
      const images = request.images.subarray(from * size, (from + count) * size);
      const output = tf.tidy(() => {
        const x = tf.tensor(images, [count, ...program.inputShape]);
        return forward(program, model.weights, x, { training: false, seed: 0 }).output;
      });
      const values = await backend.read(output);
      output.dispose();
      for (let i = 0; i < count; i++) {
        const row = values.slice(i * units, (i + 1) * units);
        probabilities.push(tellsTwo ? asClasses(row) : row);
      }
    }
    const layers = request.withMaps && request.count > 0 ? await mapsOf(request, model, size, backend) : {};
    return { probabilities, layers, milliseconds: performance.now() - start, device: backend.device };
  } finally {
    model.dispose();
  }
}

async function mapsOf(
  request: PredictRequest,
  model: Model,
  size: number,
  backend: StartedBackend,
): Promise<Prediction['layers']> {
  const image = tf.tensor(request.images.slice(0, size), [1, ...model.program.inputShape]);
  try {
    return (await inspect(model, image, backend)).layers;
  } finally {
    image.dispose();
  }
}
