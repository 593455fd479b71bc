import type { WorkerPort } from '../port.ts';
import { buffersOf } from '../transfer.ts';
import type { PlainAnswer, PlainRequest } from './messages.ts';

export interface PlainLimits {
  /** Weights beyond take more memory than a page may have: tfjs holds them three times while it opens them. */
  readonly bytes: number;
  /** For opening the model and all images together. */
  readonly milliseconds: number;
}

export const plainLimits: PlainLimits = { bytes: 256 * 2 ** 20, milliseconds: 60_000 };

export type PlainOutcome =
  /** Outputs of the first images: all of them, or as many as there was time for, one at least. */
  | { readonly outcome: 'predicted'; readonly outputs: readonly Float32Array[] }
  /** Plain tfjs could not open it or run it; in its own words. */
  | { readonly outcome: 'failed'; readonly message: string }
  | { readonly outcome: 'tooLarge'; readonly bytes: number }
  | { readonly outcome: 'tooSlow' };

/**
 * Lets plain tfjs, on its own cpu backend in a worker of its own, open a layers-model and predict. The files are handed
 * over: they cannot be read afterwards. The worker is ended with the answer, when the time is up, or by `signal`; then
 * the promise rejects with the signal's reason.
 *
 * @param start makes a port to a worker that runs `plain-tfjs.worker.ts`.
 */
export function checkWithPlainTfjs(
  start: () => WorkerPort,
  request: PlainRequest,
  signal: AbortSignal,
  limits: PlainLimits = plainLimits,
): Promise<PlainOutcome> {
  const bytes = request.files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > limits.bytes) return Promise.resolve({ outcome: 'tooLarge', bytes });
  if (signal.aborted) return Promise.reject(signal.reason);
  const port = start();
  const outputs: Float32Array[] = [];
  const soFar = (): PlainOutcome => (outputs.length > 0 ? { outcome: 'predicted', outputs } : { outcome: 'tooSlow' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<PlainOutcome>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    port.onDeath((message) => resolve({ outcome: 'failed', message }));
    port.onMessage((message) => {
      // What `servePlain` sends.
      const answer = message as PlainAnswer;
      if (answer.type === 'output') outputs.push(answer.values);
      else if (answer.type === 'failed') resolve({ outcome: 'failed', message: answer.message });
      else resolve({ outcome: 'predicted', outputs });
    });
    timer = setTimeout(() => resolve(soFar()), limits.milliseconds);
    port.post(request, buffersOf(request.files));
  }).finally(() => {
    clearTimeout(timer);
    port.terminate();
  });
}
