import type { Totals } from './types.ts';

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

const countOf: { readonly [C in Convention]: (work: Work) => number } = {
  macs: ({ macs }) => macs,
  flops: ({ macs }) => 2 * macs,
  ops: ({ macs, otherOps }) => 2 * macs + otherOps,
};

/** The work by one convention. */
export const countBy = (convention: Convention, work: Work): number => countOf[convention](work);

/** Work of the whole network, or of a group. */
export const workOfTotals = ({ macs, flops, allOps }: Pick<Totals, 'macs' | 'flops' | 'allOps'>): Work => ({
  macs,
  otherOps: allOps - flops,
});
