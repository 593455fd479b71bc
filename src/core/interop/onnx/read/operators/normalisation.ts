import type { At, Operator, Operators } from '../at.ts';
import { ownerOf } from '../reading.ts';
import { asFloats, type Constant, type Flow } from '../values.ts';
import { forChannels } from './arithmetic.ts';

const nameOf = (weight: Constant) => {
  const name = ownerOf(weight);
  return name === undefined ? {} : { name };
};

const batchNormalization: Operator = (at) => {
  const { reading, node } = at;
  const given = at.flow(0);
  const rank = given?.order?.length ?? 0;
  const x = rank > 2 ? reading.image(given, node) : given;
  const figures = [1, 2, 3, 4].map((input) => at.constant(input));
  const [gamma, beta, mean, variance] = figures;
  if (!x?.dims || x.columns || !gamma || !beta || !mean || !variance || at.int('training_mode', 0) !== 0) return null;
  if (mean.values.length !== x.dims.at(-1) || x.dims.length < 2) return null;
  return reading.same(x, {
    className: 'BatchNormalization',
    config: { epsilon: at.float('epsilon', 1e-5), momentum: at.float('momentum', 0.9) },
    weights: {
      gamma: asFloats(gamma),
      beta: asFloats(beta),
      moving_mean: asFloats(mean),
      moving_variance: asFloats(variance),
    },
    ...nameOf(gamma),
    node,
  });
};

const layerNormalization: Operator = (at) => {
  const { reading, node } = at;
  const x = at.flow(0);
  const [gamma, beta] = [at.constant(1), at.constant(2)];
  const rank = x?.order?.length ?? 0;
  const axis = at.int('axis', -1);
  const own = axis < 0 ? axis + rank : axis;
  if (!x?.order || !x.dims || x.columns || !gamma || at.hasMore || (at.has(2) && !beta)) return null;
  if (own !== rank - 1 || x.order[own] !== x.dims.length - 1) return null;
  return reading.same(x, {
    className: 'LayerNormalization',
    config: { epsilon: at.float('epsilon', 1e-5), ...(beta ? {} : { center: false }) },
    weights: { gamma: asFloats(gamma), ...(beta ? { beta: asFloats(beta) } : {}) },
    ...nameOf(gamma),
    node,
  });
};

/** By groups of channels; each channel by itself is as many groups. */
function grouped(at: At, groups: number): Flow | null {
  const { reading, node } = at;
  const x = reading.image(at.flow(0), node);
  const [gamma, beta] = [at.constant(1), at.constant(2)];
  if (!x?.dims || !gamma || !beta || x.dims.length < 3) return null;
  const [scale, offset] = [forChannels(x, aligned(gamma, x)), forChannels(x, aligned(beta, x))];
  if (!scale || !offset) return null;
  return reading.same(x, {
    className: 'GroupNormalization',
    config: { groups, epsilon: at.float('epsilon', 1e-5) },
    weights: { gamma: scale, beta: offset },
    ...nameOf(gamma),
    node,
  });
}

/** A number for each channel, with the axes that come after them. */
const aligned = (constant: Constant, { order }: Flow): Constant => ({
  ...constant,
  dims: [constant.values.length, ...Array.from({ length: Math.max(0, (order?.length ?? 2) - 2) }, () => 1)],
});

const groupNormalization: Operator = (at) => grouped(at, at.int('num_groups', 1));

/** ONNX divides alpha by the number of channels that it sums over. */
const localResponseNormalization: Operator = (at) => {
  const { reading, node } = at;
  const x = reading.image(at.flow(0), node);
  const size = at.int('size', 1);
  if (!x || size % 2 === 0) return null;
  return reading.same(x, {
    className: 'LocalResponseNormalization',
    config: {
      depth_radius: (size - 1) / 2,
      alpha: at.float('alpha', 1e-4) / size,
      beta: at.float('beta', 0.75),
      bias: at.float('bias', 1),
      trainable: true,
      dtype: 'float32',
    },
    node,
  });
};

const lpNormalization: Operator = (at) => {
  const x = at.flow(0);
  const rank = x?.order?.length ?? 0;
  const axis = at.int('axis', -1);
  const place = x?.order?.[axis < 0 ? axis + rank : axis] ?? null;
  if (!x || x.columns || place === null || place === 0 || at.int('p', 2) !== 2) return null;
  return at.reading.same(x, { className: 'UnitNormalization', config: { axis: place }, node: at.node });
};

export const normalisations: Operators = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  InstanceNormalization: (at) => grouped(at, at.constant(1)?.values.length ?? 0),
  GroupNormalization: groupNormalization,
  LRN: localResponseNormalization,
  LpNormalization: lpNormalization,
};
