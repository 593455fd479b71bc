import type { ReactNode } from 'react';
import type { TrainingSettings } from '../../src/core/document/schema.ts';
import type { LossName } from '../../src/core/document/tasks.ts';

/** What a network says before it has learned anything: the same for every class. */
export interface UntrainedLoss {
  readonly substituted: string;
  readonly value: number;
}

interface LossLook {
  readonly formula: ReactNode;
  /**
   * `outputs`: probabilities that the network gives; `activation`: of the last layer. A softmax's sum to 1. Absent where it
   * is not known: of numbers to hit, of margins.
   */
  readonly untrained?: (outputs: number, activation: string, numbers: LossNumbers) => UntrainedLoss | null;
}

/** Settings of losses that have any. */
export type LossNumbers = Pick<TrainingSettings, 'focalGamma' | 'focalAlpha'>;

const y = <i>y</i>;
const p = <i>p</i>;
const c = <sub>c</sub>;
const mean = (
  <>
    1/<i>n</i> · Σ{c}
  </>
);
/** Keras's labels of 0 and 1 as −1 and 1. */
const side = (
  <>
    max(1 − (2{y}
    {c} − 1){p}
    {c}, 0)
  </>
);
const half = { share: '1/2', value: 1 / 2 };

/** What a class is given by a network that knows nothing: its share of a softmax, or one half. */
const chance = (outputs: number, activation: string) =>
  activation === 'softmax' && outputs > 1 ? { share: `1/${outputs}`, value: 1 / outputs } : half;

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
  categoricalFocalCrossentropy: {
    formula: (
      <>
        <i>L</i> = − α · Σ{c} {y}
        {c} · (1 − {p}
        {c})<sup>γ</sup> · log {p}
        {c}
      </>
    ),
    untrained: (outputs, activation, { focalGamma, focalAlpha }) => {
      const { share, value } = chance(outputs, activation);
      return {
        substituted: `−${focalAlpha} · (1 − ${share})^${focalGamma} · log(${share})`,
        value: -focalAlpha * (1 - value) ** focalGamma * Math.log(value),
      };
    },
  },
  binaryFocalCrossentropy: {
    formula: (
      <>
        <i>L</i> = − {y} · (1 − {p})<sup>γ</sup> · log {p} − (1 − {y}) · {p}
        <sup>γ</sup> · log(1 − {p})
      </>
    ),
    untrained: (_, activation, { focalGamma }) =>
      activation === 'softmax'
        ? null
        : { substituted: `−(1/2)^${focalGamma} · log(1/2)`, value: 0.5 ** focalGamma * Math.log(2) },
  },
  klDivergence: {
    formula: (
      <>
        <i>L</i> = Σ{c} {y}
        {c} · log({y}
        {c} / {p}
        {c})
      </>
    ),
    untrained: (outputs, activation) =>
      activation === 'softmax' ? { substituted: `−log(1/${outputs})`, value: Math.log(outputs) } : null,
  },
  dice: {
    formula: (
      <>
        <i>L</i> = 1 − 2 · Σ {y} · {p} / (Σ {y} + Σ {p})
      </>
    ),
    untrained: (outputs, activation) =>
      activation === 'softmax' ? { substituted: `1 − 2 · 1/${outputs} / 2`, value: 1 - 1 / outputs } : null,
  },
  hinge: {
    formula: (
      <>
        <i>L</i> = {mean} {side}
      </>
    ),
  },
  squaredHinge: {
    formula: (
      <>
        <i>L</i> = {mean} {side}²
      </>
    ),
  },
  categoricalHinge: {
    formula: (
      <>
        <i>L</i> = max(max{c}((1 − {y}
        {c}) · {p}
        {c}) − Σ{c} {y}
        {c} · {p}
        {c} + 1, 0)
      </>
    ),
  },
  meanAbsoluteError: {
    formula: (
      <>
        <i>L</i> = {mean} |{y}
        {c} − {p}
        {c}|
      </>
    ),
  },
  huber: {
    formula: (
      <>
        <i>L</i> = {mean} (½ · <i>e</i>² , |<i>e</i>| ≤ δ; δ · (|<i>e</i>| − ½ · δ)), <i>e</i> = {y}
        {c} − {p}
        {c}
      </>
    ),
  },
};
