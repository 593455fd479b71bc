import type { BackendName } from '../../../src/engine/protocol.ts';
import type { StepTrace } from '../../../src/engine/testing/one-step.ts';
import type { KernelTrace } from '../../../src/engine/testing/training-kernels.ts';

export interface KindsQuestion {
  readonly backend: BackendName;
  /** Of each kind's params by chance, beside its example. */
  readonly draws: number;
  /** No kinds: only our training kernels. */
  readonly kernelsOnly?: boolean;
}

/** Every kind's steps in the order of the registry, and our training kernels; or why the backend does not start. */
export type KindsAnswer =
  | {
      readonly steps: readonly ({ readonly trace: StepTrace } | { readonly failure: string })[];
      readonly kernels: readonly KernelTrace[];
    }
  | { readonly refused: string };

/** Trains every kind one step in a worker of its own. */
export function trainKinds(question: KindsQuestion): Promise<KindsAnswer> {
  const worker = new Worker(new URL('./kinds.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<KindsAnswer>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<KindsAnswer>) => resolve(data));
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}
