import type { Operators } from './at.ts';
import { activations } from './operators/activation.ts';
import { arithmetic } from './operators/arithmetic.ts';
import { convolutions } from './operators/convolution.ts';
import { products } from './operators/dense.ts';
import { normalisations } from './operators/normalisation.ts';
import { poolings } from './operators/pooling.ts';
import { recurrences } from './operators/recurrent.ts';
import { reshapings } from './operators/reshaping.ts';

/** What Stride reads of ONNX's own operators, by their names. */
export const operators: Operators = {
  ...activations,
  ...arithmetic,
  ...convolutions,
  ...normalisations,
  ...poolings,
  ...products,
  ...recurrences,
  ...reshapings,
};
