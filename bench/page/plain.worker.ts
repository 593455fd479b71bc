import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { plainModel } from '../plain-model.ts';
import { countPrograms, type GpuAnswer, type GpuQuestion } from './race.ts';

/** tfjs-layers as its users train it: `model.fit`, all flags as they come. */
self.addEventListener('message', ({ data }: MessageEvent<GpuQuestion>) => void answer(data).then(self.postMessage));

async function answer({ backend, network, batchSize, steps }: GpuQuestion): Promise<GpuAnswer> {
  if (backend === 'webgl') await import('@tensorflow/tfjs-backend-webgl');
  else await import('@tensorflow/tfjs-backend-webgpu');
  tf.enableProdMode();
  if (!(await tf.setBackend(backend))) throw new Error(`${backend} does not start`);
  await tf.ready();
  const images = batchSize * steps;
  const asked = performance.now();
  const model = plainModel(network);
  const shape = model.inputs[0]?.shape.slice(1).map(Number) ?? [];
  const draw = (count: number): [tf.Tensor, tf.Tensor] => [
    tf.tensor(Float32Array.from({ length: count * tf.util.sizeFromShape(shape) }, Math.random), [count, ...shape]),
    tf.tidy(() => tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from({ length: count }, (_, i) => i % 10)), 10), 'float32')),
  ];
  const train = ([x, y]: [tf.Tensor, tf.Tensor]) => model.fit(x, y, { batchSize, epochs: 1, verbose: 0 });
  const [one, all] = [draw(batchSize), draw(images)];
  await train(one);
  const firstStepMilliseconds = performance.now() - asked;
  await train(all);
  const start = performance.now();
  await train(all);
  const seconds = (performance.now() - start) / 1000;
  const counted = countPrograms();
  const { kernels } = await tf.profile(async () => void (await train(one)));
  const { programs } = counted;
  const imagesPerSecond = images / seconds;
  return { firstStepMilliseconds, imagesPerSecond, bareImagesPerSecond: 0, kernels: kernels.length, programs };
}
