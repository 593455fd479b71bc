import type { ReactNode } from 'react';
import type { LossName } from '../../src/core/document/schema.ts';

/** What a network says before it has learned anything: the same for every class. */
export interface UntrainedLoss {
  readonly substituted: string;
  readonly value: number;
}

interface LossLook {
  readonly formula: ReactNode;
  /** `outputs`: probabilities that the network gives; `activation`: of the last layer. A softmax's sum to 1. */
  readonly untrained: (outputs: number, activation: string) => UntrainedLoss;
}

const y = <i>y</i>;
const p = <i>p</i>;
const c = <sub>c</sub>;

export const lossLooks: { readonly [L in LossName]: LossLook } = {
  categoricalCrossentropy: {
    formula: (
      <>
        <i>L</i> = − Σ{c} {y}
        {c} · log {p}
        {c}
      </>
    ),
    untrained: (outputs) => ({ substituted: `−log(1/${outputs})`, value: Math.log(outputs) }),
  },
  binaryCrossentropy: {
    formula: (
      <>
        <i>L</i> = − {y} · log {p} − (1 − {y}) · log(1 − {p})
      </>
    ),
    untrained: (outputs, activation) => {
      if (activation !== 'softmax' || outputs < 3) return { substituted: '−log(1/2)', value: Math.log(2) };
      const others = outputs - 1;
      return {
        substituted: `−(log(1/${outputs}) + ${others} · log(${others}/${outputs})) / ${outputs}`,
        value: -(Math.log(1 / outputs) + others * Math.log(others / outputs)) / outputs,
      };
    },
  },
  meanSquaredError: {
    formula: (
      <>
        <i>L</i> = 1/<i>n</i> · Σ{c} ({y}
        {c} − {p}
        {c})²
      </>
    ),
    untrained: (outputs) =>
      outputs === 1
        ? { substituted: '(1/2)²', value: 0.25 }
        : { substituted: `1/${outputs} · (1 − 1/${outputs})`, value: (1 / outputs) * (1 - 1 / outputs) },
  },
};
