import type { ReactNode } from 'react';
import type { OptimizerName } from '../../src/core/document/schema.ts';

interface OptimizerLook {
  readonly rule: ReactNode;
  /** Values that it keeps for each trainable parameter, from step to step. */
  readonly slots: number;
}

const w = <i>w</i>;
const step = (
  <>
    {w} ← {w} − η ·{' '}
  </>
);
const hat = (letter: string) => <i>{`${letter}\u0302`}</i>;

/** Update rules as Keras has them; the numbers behind the letters are beside them in the panel. */
export const optimizerLooks: { readonly [O in OptimizerName]: OptimizerLook } = {
  sgd: {
    rule: (
      <>
        {step}
        <i>g</i>
      </>
    ),
    slots: 0,
  },
  momentum: {
    rule: (
      <>
        <i>v</i> ← μ<i>v</i> − η · <i>g</i>; {w} ← {w} + <i>v</i>
      </>
    ),
    slots: 1,
  },
  nesterov: {
    rule: (
      <>
        <i>v</i> ← μ<i>v</i> − η · <i>g</i>; {w} ← {w} + μ<i>v</i> − η · <i>g</i>
      </>
    ),
    slots: 1,
  },
  adagrad: {
    rule: (
      <>
        <i>s</i> ← <i>s</i> + <i>g</i>²; {step}
        <i>g</i> / √(<i>s</i> + ε)
      </>
    ),
    slots: 1,
  },
  rmsprop: {
    rule: (
      <>
        {step}
        <i>g</i> / √(<i>v</i> + ε)
      </>
    ),
    slots: 1,
  },
  adam: {
    rule: (
      <>
        {step}
        {hat('m')} / (√{hat('v')} + ε)
      </>
    ),
    slots: 2,
  },
  adamw: {
    rule: (
      <>
        {step}({hat('m')} / (√{hat('v')} + ε) + λ{w})
      </>
    ),
    slots: 2,
  },
};
