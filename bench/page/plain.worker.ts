import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { plainModel } from '../plain-model.ts';
import { counted, type Laps, type Racer, serveLaps } from './race.ts';

/** tfjs-layers as its users train it: `model.fit`, all flags as they come. */
serveLaps(prepare);

async function prepare({ backend, network, batchSize, steps }: Racer): Promise<Laps> {
  if (backend === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  else await import('@tensorflow/tfjs-backend-webgpu');
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not start`);
  await tf.ready();
  let train = (_images: number): Promise<void> => Promise.reject(new Error('not started'));
  return {
    start: () => {
      const model = plainModel(network);
      const shape = model.inputs[0]?.shape.slice(1).map(Number) ?? [];
      const size = tf.util.sizeFromShape(shape);
      const images = batchSize * steps;
      const x = tf.tensor(Float32Array.from({ length: images * size }, Math.random), [images, ...shape]);
      const labels = tf.tensor1d(Int32Array.from({ length: images }, (_, i) => i % 10));
      const y = tf.cast(tf.oneHot(labels, 10), 'float32');
      train = async (count) => {
        const [some, answers] = [tf.slice(x, 0, count), tf.slice(y, 0, count)];
        await model.fit(some, answers, { batchSize, epochs: 1, verbose: 0 });
        tf.dispose([some, answers]);
      };
      return train(batchSize);
    },
    epoch: () => train(batchSize * steps),
    bare: () => Promise.reject(new Error('model.fit has no step without its loop')),
    count: () => counted(() => train(batchSize)),
  };
}
