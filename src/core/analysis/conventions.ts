import type { LayerCost } from '../layers/define.ts';
import { type Formula, formula, num, product, sum } from '../math/formula.ts';
import type { NodeAnalysis, Totals } from './types.ts';

/** Ways to count the work of one sample, forward. The user picks one; every figure names its own. */
export const conventions = ['macs', 'flops', 'ops'] as const;
export type Convention = (typeof conventions)[number];

export interface ConventionText {
  /** As a figure is labelled: `5.71 G MACs`. */
  readonly name: string;
  /** One line, for a tooltip. */
  readonly definition: string;
  /** Whose count it is comparable with. */
  readonly comparable: string;
}

/** English; French: `renderer/i18n/fr`. */
export const conventionTexts: { readonly [C in Convention]: ConventionText } = {
  macs: {
    name: 'MACs',
    definition: 'Multiply-accumulates of convolutions and matrix products, and nothing else.',
    comparable: 'What papers and torchvision call “FLOPs”.',
  },
  flops: {
    name: 'FLOPs',
    definition: '2 × MACs: a multiply-accumulate counted as a multiplication and an addition.',
    comparable: 'What PyTorch’s FlopCounterMode prints.',
  },
  ops: {
    name: 'Operations',
    definition: '2 × MACs plus bias, additions, normalisation, pooling windows and softmax.',
    comparable: 'Close to TensorFlow’s profiler, which counts nothing for ReLU, concatenation and padding.',
  },
};

/** What all three conventions are made of. */
export interface Work {
  readonly macs: number;
  readonly otherOps: number;
}

/** How often each counts: the one place that says what a convention is. Figures and their formulas read it. */
const times: { readonly [C in Convention]: { readonly macs: 1 | 2; readonly otherOps: 0 | 1 } } = {
  macs: { macs: 1, otherOps: 0 },
  flops: { macs: 2, otherOps: 0 },
  ops: { macs: 2, otherOps: 1 },
};

/** The work by one convention. Linear: the sum over layers is the count of the sum. */
export const countBy = (convention: Convention, { macs, otherOps }: Work): number =>
  times[convention].macs * macs + times[convention].otherOps * otherOps;

/** How that count came about: `2·(H′·W′·…) + H′·W′·C_out`; a part that is 0 is left out. */
export function workFormula(convention: Convention, { macs, otherOps }: Readonly<LayerCost>): Formula {
  const count = times[convention];
  const multiplied = count.macs === 1 ? macs.expr : product(num(count.macs), macs.expr);
  if (count.otherOps === 0 || otherOps.value === 0) return formula(multiplied);
  return macs.value === 0 ? otherOps : formula(sum(multiplied, otherOps.expr));
}

/** Work of a layer; what is unknown of it counts as nothing. */
export const workOf = (node: Pick<NodeAnalysis, 'cost'> | undefined): Work => ({
  macs: node?.cost?.macs.value ?? 0,
  otherOps: node?.cost?.otherOps.value ?? 0,
});

/** Work of the whole network, or of a group. */
export const workOfTotals = ({ macs, flops, allOps }: Pick<Totals, 'macs' | 'flops' | 'allOps'>): Work => ({
  macs,
  otherOps: allOps - flops,
});
