import type { WorkerPort } from '../port.ts';
import { buffersOf } from '../transfer.ts';
import type { RuntimeAnswer, RuntimeRequest } from './messages.ts';

export interface RuntimeLimits {
  /** Weights beyond take more memory than a page may have: runtimes hold them up to three times while they open them. */
  readonly bytes: number;
  /** For opening the model and all images together. */
  readonly milliseconds: number;
}

export const runtimeLimits: RuntimeLimits = { bytes: 256 * 2 ** 20, milliseconds: 60_000 };

export type RuntimeOutcome =
  /** Outputs of the first images: all of them, or as many as there was time for, one at least. */
  | { readonly outcome: 'predicted'; readonly outputs: readonly Float32Array[] }
  /** The runtime could not open it or run it; in its own words. */
  | { readonly outcome: 'failed'; readonly message: string }
  | { readonly outcome: 'tooLarge'; readonly bytes: number }
  | { readonly outcome: 'tooSlow' };

/**
 * Lets another runtime, in a worker of its own, open a model and predict: plain tfjs on its cpu backend, or ONNX Runtime. The
 * files are handed over: they cannot be read afterwards. The worker is ended with the answer, when the time is up, or by `signal`; then
 * the promise rejects with the signal's reason.
 *
 * @param start makes a port to a worker that calls `serveRuntime`.
 */
export function predictApart(
  start: () => WorkerPort,
  request: RuntimeRequest,
  signal: AbortSignal,
  limits: RuntimeLimits = runtimeLimits,
): Promise<RuntimeOutcome> {
  const bytes = request.files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > limits.bytes) return Promise.resolve({ outcome: 'tooLarge', bytes });
  if (signal.aborted) return Promise.reject(signal.reason);
  const port = start();
  const outputs: Float32Array[] = [];
  const soFar = (): RuntimeOutcome => (outputs.length > 0 ? { outcome: 'predicted', outputs } : { outcome: 'tooSlow' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  return new Promise<RuntimeOutcome>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    port.onDeath((message) => resolve({ outcome: 'failed', message }));
    port.onMessage((message) => {
      // What `serveRuntime` sends.
      const answer = message as RuntimeAnswer;
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
