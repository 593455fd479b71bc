import type { Tensor } from '@tensorflow/tfjs-core';
import { EngineError } from '../failure.ts';

/** After a WebGL context is lost `data()` never settles; this long without an answer means it is. */
const readLimit = 30_000;

/**
 * Reads a tensor of a GPU backend.
 * @throws EngineError `device-lost` after the limit, or when `checkAlive` does: a lost context answers with zeros.
 */
export async function readWithLimit(tensor: Tensor, checkAlive: () => void): Promise<Float32Array> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    const error = new EngineError('device-lost', 'The graphics processor did not answer within 30 seconds.');
    timer = setTimeout(() => reject(error), readLimit);
  });
  try {
    const values = await Promise.race([tensor.data<'float32'>(), limit]);
    checkAlive();
    return values;
  } finally {
    clearTimeout(timer);
  }
}
