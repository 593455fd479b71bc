import type { ReactNode } from 'react';
import type { OptimizerName } from '../../src/core/document/schema.ts';
import { formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';

interface OptimizerLook {
  readonly rule: ReactNode;
  /** Values that it keeps for each trainable parameter, from step to step. */
  readonly slots: number;
}

/** In the reader's notation: a factor of a formula. */
function Factor({ value }: { readonly value: number }) {
  return formatPlain(value, useLocale());
}

const w = <i>w</i>;
const step = (
  <>
    {w} ← {w} − η ·{' '}
  </>
);
const hat = (letter: string) => <i>{`${letter}\u0302`}</i>;

/** Update rules as Keras has them, with its defaults β₁ = 0.9, β₂ = 0.999, momentum 0.9, ρ = 0.9, decay 0.004. */
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
        <i>v</i> ← <Factor value={0.9} /> <i>v</i> − η · <i>g</i>; {w} ← {w} + <i>v</i>
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
