import type { Formula } from '../math/formula.ts';
import { derived, formula, num, over, product, worded } from '../math/formula.ts';
import type { Analysis } from './types.ts';

/**
 * Rule of thumb for dense and attention networks: compute of training `C ≈ 6·N·D` FLOPs for N parameters and D tokens, 2 for
 * each parameter and token forward and 4 backward. Kaplan et al. 2020, arXiv:2001.08361, section 2.1. The products of
 * attention scores, which have no weights, are not in it.
 */
export const trainingCompute = ({ parameters, tokens }: { parameters: number; tokens: number }): Formula =>
  formula(product(num(6), derived('N', parameters), derived('D', tokens)));

/** Tokens that a stated compute would be enough for: `C / (6·N)`. Not a number for a network without parameters. */
export const impliedTokens = ({ parameters, compute }: { parameters: number; compute: number }): Formula =>
  formula(over(derived('C', compute), product(num(6), derived('N', parameters))));

/** A published model that a row of the course's table may mean. */
export interface PublishedModel {
  readonly name: string;
  readonly parameters: number;
  /** Tokens of its training. */
  readonly tokens: number;
  readonly source: string;
  /** The token count is not the authors' own. */
  readonly unpublished?: true;
}

/** What is wrong with a row. `label`: its name and its size are of two models; `compute`: it cannot pay for the tokens. */
export type CourseMismatch = 'none' | 'label' | 'compute' | 'labelAndCompute';

/** A row of the course's table of language models, as stated there, beside what is published. */
export interface CourseModel {
  readonly id: string;
  readonly name: string;
  readonly stated: { readonly parameters: number; readonly compute: number };
  /** Models that the row may mean, the likeliest first. */
  readonly published: readonly PublishedModel[];
  readonly mismatch: CourseMismatch;
  /** One sentence with the numbers; English. */
  readonly finding: string;
}

const gpt3Paper = 'Brown et al. 2020, arXiv:2005.14165, table D.1';
const llama1 = 'Touvron et al. 2023, Llama 2, arXiv:2307.09288, table 1 (row of Llama 1)';
const llama2 = 'Touvron et al. 2023, Llama 2, arXiv:2307.09288, table 1';

/**
 * The course's table, row by row. Its figures are kept as they stand, so that they can be shown with what they imply; none
 * of them may be shown without `finding`.
 */
export const courseModels: readonly CourseModel[] = [
  {
    id: 'gpt-2-small',
    name: 'GPT-2 (small)',
    stated: { parameters: 1.5e9, compute: 3e19 },
    published: [
      { name: 'GPT-2 small, as llm.c repeats it', parameters: 124e6, tokens: 10e9, source: 'karpathy/llm.c, README' },
      {
        name: 'GPT-2 XL',
        parameters: 1.5e9,
        tokens: 10e9,
        source: 'OpenAI published no token count; 10B is for illustration',
        unpublished: true,
      },
      {
        name: 'GPT-2 XL',
        parameters: 1.5e9,
        tokens: 100e9,
        source: 'OpenAI published no token count; 100B is an estimate by others',
        unpublished: true,
      },
    ],
    mismatch: 'labelAndCompute',
    finding:
      'GPT-2 small has 124M parameters; 1.5B is GPT-2 XL. 3e19 FLOPs are 3.33B tokens at 1.5B parameters, 40.3B at 124M; OpenAI published no token count.',
  },
  {
    id: 'gpt-3',
    name: 'GPT-3',
    stated: { parameters: 175e9, compute: 3.14e23 },
    published: [
      { name: 'GPT-3', parameters: 175e9, tokens: 300e9, source: gpt3Paper },
      { name: 'GPT-3, its exact size', parameters: 174.6e9, tokens: 300e9, source: gpt3Paper },
    ],
    mismatch: 'none',
    finding: 'Agrees: 3.14e23 FLOPs are 299B tokens, 300B are published.',
  },
  {
    id: 'llama-7b',
    name: 'LLaMA-7B',
    stated: { parameters: 7e9, compute: 1.4e21 },
    published: [
      { name: 'LLaMA 7B', parameters: 7e9, tokens: 1e12, source: llama1 },
      { name: 'LLaMA 7B, its exact size', parameters: 6.7e9, tokens: 1e12, source: llama1 },
      { name: 'Llama 2 7B', parameters: 7e9, tokens: 2e12, source: llama2 },
    ],
    mismatch: 'compute',
    finding:
      '1.4e21 FLOPs are 33.3B tokens. LLaMA 7B saw 1T (4.2e22 FLOPs, 30 times more), Llama 2 7B 2T (8.4e22, 60 times more).',
  },
  {
    id: 'llama-70b',
    name: 'LLaMA-70B',
    stated: { parameters: 70e9, compute: 1.4e22 },
    published: [
      { name: 'Llama 2 70B', parameters: 70e9, tokens: 2e12, source: llama2 },
      { name: 'LLaMA 65B', parameters: 65.2e9, tokens: 1.4e12, source: llama1 },
    ],
    mismatch: 'labelAndCompute',
    finding:
      '1.4e22 FLOPs are 33.3B tokens, less than one for two parameters. The first LLaMA had no 70B (65B: 1.4T tokens, 5.5e23 FLOPs); Llama 2 70B saw 2T (8.4e23, 60 times more).',
  },
];

/** A row with what its figures imply. */
export interface CourseCheck {
  readonly model: CourseModel;
  /** Tokens that the stated compute pays for at the stated size. */
  readonly implied: Formula;
  /** Each published model with its compute by the rule, and how many times the stated compute that is. */
  readonly published: readonly { readonly model: PublishedModel; readonly compute: Formula; readonly times: number }[];
}

export const checkCourseModel = (model: CourseModel): CourseCheck => ({
  model,
  implied: impliedTokens(model.stated),
  published: model.published.map((one) => {
    const compute = trainingCompute(one);
    return { model: one, compute, times: compute.value / model.stated.compute };
  }),
});

/**
 * Why the rule and the count differ. `weightsReused`: each weight is multiplied more than once for a position, as those of a
 * convolution are, once for each place of its output. `weightsIdle`: less than once, as those of an embedding are looked up.
 * `agree`: within a tenth. `unknown`: there is nothing to compare.
 */
export type RuleDifference = 'agree' | 'weightsReused' | 'weightsIdle' | 'unknown';

export interface RuleComparison {
  /** 6·N·D of one sample, with D positions. */
  readonly rule: Formula;
  /** 3·2·MACs of one sample: forward, and twice that backward. */
  readonly counted: Formula;
  /** Multiplications by each parameter for each position, MACs / (N·D): what the rule takes to be 1. `null` without parameters. */
  readonly usesPerParameter: Formula | null;
  readonly difference: RuleDifference;
}

/**
 * The rule beside the count for one sample of the present network.
 *
 * @param positions D: tokens of a sample; 1 for a network that takes an image as a whole.
 */
export function compareWithRule({ totals }: Analysis, positions: number): RuleComparison {
  const parameters = derived('N', totals.parameters);
  const places = derived('D', positions);
  const rule = trainingCompute({ parameters: totals.parameters, tokens: positions });
  const counted = formula(product(num(3), num(2), worded('macs', totals.macs)));
  if (totals.parameters === 0 || positions === 0)
    return { rule, counted, usesPerParameter: null, difference: 'unknown' };
  const usesPerParameter = formula(over(worded('macs', totals.macs), product(parameters, places)));
  return { rule, counted, usesPerParameter, difference: differenceOf(usesPerParameter.value) };
}

const tolerance = 0.1;

function differenceOf(uses: number): RuleDifference {
  if (Math.abs(uses - 1) <= tolerance) return 'agree';
  return uses > 1 ? 'weightsReused' : 'weightsIdle';
}
