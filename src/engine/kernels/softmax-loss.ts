import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../network/gradient.ts';
import { softmaxLoss, softmaxLossGradient } from './names.ts';
import { stockKernel } from './registry.ts';

/** Each thread reads a whole row: with more units the kernels that share the work are faster. */
const mostUnits = 256;

/**
 * Cross-entropy of `[rows, units]` logits with targets that sum to 1, `[rows]`, in one kernel, and one for its gradient;
 * `null` where the backend has none or the rows are long.
 */
export function fusedSoftmaxLoss(logits: Tensor, targets: Tensor): Tensor | null {
  if (stockKernel(engine().backendName, softmaxLoss) === null || (logits.shape[1] ?? 0) > mostUnits) return null;
  return withGradient([logits], ([z], save) => {
    save([z, targets]);
    return {
      value: engine().runKernel<Tensor>(softmaxLoss, { z, targets }),
      gradient: (dy, [saved = z, wanted = targets]) => [
        engine().runKernel<Tensor>(softmaxLossGradient, { z: saved, targets: wanted, dy }),
      ],
    };
  });
}
