import type { Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';
import { say } from '../sayings.ts';

/** After a WebGL context is lost `data()` never settles; this long without an answer means it is. */
const readLimit = 30_000;

/** How often a wait looks whether there is still anything to wait for. */
const lookEvery = 200;

/**
 * Reads a tensor of a GPU backend.
 * @throws EngineError `device-lost` after the limit, or when `checkAlive` does: a lost context answers with zeros.
 */
export async function readWithLimit(tensor: Tensor, checkAlive: () => void): Promise<Float32Array> {
  const start = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const failed = new Promise<never>((_, reject) => {
    const look = (): void => {
      if (performance.now() - start > readLimit) {
        throw new EngineError('device-lost', say('graphicsSilent'));
      }
      checkAlive();
    };
    timer = setInterval(() => {
      try {
        look();
      } catch (error) {
        reject(error);
      }
    }, lookEvery);
  });
  try {
    const values = await Promise.race([tensor.data<'float32'>(), failed]);
    checkAlive();
    return values;
  } finally {
    clearInterval(timer);
  }
}
