import type { BackendName } from '../protocol.ts';

/** Memory that tensors may take on a backend. */
export interface Budget {
  /** `null`: the machine's own, which a page cannot learn. */
  readonly bytes: number | null;
  /** Assumed: a page cannot learn how much memory its graphics card has. */
  readonly assumed: boolean;
}

const gibibyte = 2 ** 30;

export const budgets: { readonly [B in BackendName]: Budget } = {
  webgpu: { bytes: 4 * gibibyte, assumed: true },
  webgl: { bytes: 4 * gibibyte, assumed: true },
  // wasm can address 4 GiB; tensors, packed copies and the gaps between them have to share it.
  wasm: { bytes: 3 * gibibyte, assumed: false },
  cpu: { bytes: null, assumed: true },
};
