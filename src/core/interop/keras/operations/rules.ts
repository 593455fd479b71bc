import type { LayerKind } from '../../../layers/registry.ts';
import { type Shape, shapeSize } from '../../../math/shape.ts';
import { argument, axesOf, constantOf, hasOnly, integersOf, type Operation, scalarOf } from './operation.ts';
import { isEverything, slicedShape, slicesOf } from './slices.ts';

/** A kind with the params that make it compute what something else does. */
export interface Equivalent {
  readonly kind: LayerKind;
  readonly params: Readonly<Record<string, unknown>>;
}

/** `null` where no kind computes exactly the same. */
type Rule = (operation: Operation, inputs: readonly (Shape | null)[]) => Equivalent | null;

const as = (kind: LayerKind, params: Equivalent['params'] = {}): Equivalent => ({ kind, params });

/** Of a tensor and a number, `scaled`; of two tensors, `merged`. The number's place is 1 or 2. */
const arithmetic =
  (merged: LayerKind | null, scaled: (n: number, place: 1 | 2) => Equivalent | null): Rule =>
  (operation, inputs) => {
    const second = argument(operation, 2, 'y', 'x2', 'other');
    const first = argument(operation, 1, 'x', 'x1');
    if (!hasOnly(operation, 'argument 1', 'argument 2', 'x', 'y', 'x1', 'x2', 'other')) return null;
    if (inputs.length === 1 && (second === undefined) !== (first === undefined)) {
      const n = scalarOf(second ?? first);
      return n === null ? null : scaled(n, second === undefined ? 1 : 2);
    }
    const [a, b] = inputs;
    // A vector beside an image is lined up with another axis than in a layer, or with the batch.
    const alike = !a || !b || a.length === b.length;
    return merged && inputs.length === 2 && first === undefined && second === undefined && alike ? as(merged) : null;
  };

/** `scale·x + offset`. */
const rescaled = (scale: number, offset: number): Equivalent => as('rescaling', { scale, offset });

const division = arithmetic(null, (n, place) => (place === 2 && n !== 0 ? rescaled(1 / n, 0) : null));

const alone =
  (equivalent: Equivalent): Rule =>
  (operation, inputs) =>
    inputs.length === 1 && hasOnly(operation) ? equivalent : null;

const activation = (name: string): Rule => alone(as('activation', { activation: name }));

/** A pooling of all places: of `[H, W, C]` the axes 1 and 2 of the batch. */
const reduction =
  (kinds: readonly LayerKind[]): Rule =>
  (operation, [input]) => {
    if (!input || !hasOnly(operation, 'axis', 'argument 2', 'keepdims', 'keep_dims', 'initial')) return null;
    const rank = input.length + 1;
    const axes = axesOf(argument(operation, 2, 'axis'), rank);
    const kind = kinds[input.length - 2];
    const places = Array.from({ length: input.length - 1 }, (_, i) => i + 1);
    if (!kind || axes?.length !== places.length || !places.every((axis) => axes.includes(axis))) return null;
    return as(kind, { keepdims: argument(operation, 3, 'keepdims', 'keep_dims') === true });
  };

const pooling =
  (kinds: readonly LayerKind[]): Rule =>
  (operation, [input]) => {
    const known = hasOnly(operation, 'pool_size', 'strides', 'padding', 'data_format');
    const kind = input && kinds[input.length - 2];
    if (!known || !kind || operation.options.data_format === 'channels_first') return null;
    const { pool_size: size, strides, padding } = operation.options;
    const extent = (value: unknown): unknown => {
      const sizes = integersOf(value);
      if (!sizes) return value;
      const all = input.slice(1).map((_, axis) => (sizes.length === 1 ? sizes[0] : sizes[axis]));
      return all.length === 1 ? all[0] : all;
    };
    return as(kind, { poolSize: extent(size), strides: extent(strides ?? size), padding });
  };

const concatenate: Rule = (operation, [first]) => {
  const axis = integersOf(argument(operation, 2, 'axis'))?.[0];
  if (!hasOnly(operation, 'axis', 'argument 2') || operation.tensors < 2 || axis === undefined) return null;
  return as('concatenate', { axis: first && axis === first.length ? -1 : axis });
};

/** To sizes that hold the same values, the batch staying the batch. */
const reshaped = (sizes: Shape, input: Shape | null | undefined): Equivalent | null =>
  input && sizes.length > 0 && shapeSize(sizes) === shapeSize(input) ? as('reshape', { targetShape: sizes }) : null;

const reshape: Rule = (operation, [input]) => {
  const sizes = integersOf(argument(operation, 2, 'newshape', 'shape'));
  if (!sizes || !input || !hasOnly(operation, 'newshape', 'shape', 'argument 2')) return null;
  const [batch, ...others] = sizes;
  // An open size beside an open batch is not allowed in any of the libraries.
  return batch === -1 && others.every((size) => size > 0) ? reshaped(others, input) : null;
};

const expandDims: Rule = (operation, [input]) => {
  if (!input || !hasOnly(operation, 'axis', 'argument 2')) return null;
  const axes = axesOf(argument(operation, 2, 'axis'), input.length + 2);
  const [axis = 0, ...others] = axes ?? [];
  if (axis === 0 || others.length > 0) return null;
  return reshaped([...input.slice(0, axis - 1), 1, ...input.slice(axis - 1)], input);
};

const squeeze: Rule = (operation, [input]) => {
  if (!input || !hasOnly(operation, 'axis', 'argument 2')) return null;
  const axes = axesOf(argument(operation, 2, 'axis'), input.length + 1);
  if (!axes || axes.length === 0 || axes.some((axis) => input[axis - 1] !== 1)) return null;
  return reshaped(
    input.filter((_, axis) => !axes.includes(axis + 1)),
    input,
  );
};

const transpose: Rule = (operation, [input]) => {
  const axes = integersOf(argument(operation, 2, 'axes', 'perm'));
  const [batch, ...dims] = axes ?? [];
  return input && batch === 0 && hasOnly(operation, 'axes', 'perm', 'argument 2') ? as('permute', { dims }) : null;
};

const clip: Rule = (operation, inputs) => {
  const low = scalarOf(argument(operation, 2, 'x_min', 'clip_value_min', 'min_value'));
  const high = scalarOf(argument(operation, 3, 'x_max', 'clip_value_max', 'max_value'));
  return inputs.length === 1 && low === 0 && high !== null && high > 0 ? as('relu', { maxValue: high }) : null;
};

const leakyRelu: Rule = (operation, inputs) => {
  const negativeSlope = scalarOf(argument(operation, 2, 'negative_slope', 'alpha') ?? 0.2);
  const known = hasOnly(operation, 'negative_slope', 'alpha', 'argument 2');
  return known && inputs.length === 1 && negativeSlope !== null ? as('leakyRelu', { negativeSlope }) : null;
};

const elu: Rule = (operation, inputs) => {
  const alpha = scalarOf(argument(operation, 2, 'alpha') ?? 1);
  return hasOnly(operation, 'alpha', 'argument 2') && inputs.length === 1 && alpha !== null
    ? as('elu', { alpha })
    : null;
};

const isLastAxis = (operation: Operation, input: Shape | null | undefined): boolean => {
  const axis = integersOf(argument(operation, 2, 'axis') ?? -1)?.[0];
  return hasOnly(operation, 'axis', 'argument 2') && (axis === -1 || (!!input && axis === input.length));
};

const alongLastAxis =
  (equivalent: Equivalent): Rule =>
  (operation, inputs) =>
    inputs.length === 1 && isLastAxis(operation, inputs[0]) ? equivalent : null;

/** Exact here; Keras's operation is approximate unless it says otherwise, TensorFlow's the other way round. */
const gelu: Rule = (operation, inputs) =>
  inputs.length === 1 && hasOnly(operation) ? as('activation', { activation: 'gelu' }) : null;

const getItem: Rule = (operation, [input]) => {
  const slices = input && slicesOf(operation, input);
  if (!input || !slices) return null;
  const changed = slices.filter((slice, axis) => !isEverything(slice, input[axis] ?? 0));
  if (changed.length === 0) return as('activation', { activation: 'linear' });
  const [token, channels] = slices;
  if (input.length === 2 && slices.length === 2 && token?.kind === 'at' && isEverything(channels, input[1] ?? 0))
    return as('takeToken', { index: token.index });
  if (slices.every((slice, axis) => slice.kind !== 'range' || isNewOrWhole(slices, axis, input)))
    return slices.some(({ kind }) => kind === 'at') ? null : reshaped(slicedShape(slices), input);
  return cropped(slices, input);
};

/** A range that keeps its axis whole, where new axes stand before it. */
const isNewOrWhole = (slices: ReturnType<typeof slicesOf> & object, axis: number, input: Shape): boolean => {
  const before = slices.slice(0, axis).filter(({ kind }) => kind === 'new').length;
  return isEverything(slices[axis], input[axis - before] ?? 0);
};

/** Ranges of the places, all channels kept. */
function cropped(slices: ReturnType<typeof slicesOf> & object, input: Shape): Equivalent | null {
  const places = input.length - 1;
  if (slices.length !== input.length || !isEverything(slices[places], input[places] ?? 0)) return null;
  const sides = slices.slice(0, places).map((slice, axis) => {
    const isSpan = slice.kind === 'range' && slice.step === 1 && slice.stop > slice.start;
    return isSpan ? [slice.start, (input[axis] ?? 0) - slice.stop] : null;
  });
  if (sides.some((side) => side === null)) return null;
  if (places === 1) return as('cropping1d', { cropping: sides[0] });
  if (places === 2) return as('cropping2d', { cropping: sides });
  return places === 3 ? as('cropping3d', { cropping: sides }) : null;
}

const padded: readonly LayerKind[] = ['zeroPadding1d', 'zeroPadding2d', 'zeroPadding3d'];

const pad: Rule = (operation, [input]) => {
  const known = hasOnly(operation, 'pad_width', 'paddings', 'mode', 'constant_values', 'argument 2');
  const { mode = 'constant', constant_values: value = 0 } = operation.options;
  const widths = constantOf(argument(operation, 2, 'pad_width', 'paddings'));
  const sides = Array.isArray(widths) ? widths.map(integersOf) : [];
  const isNone = (side: unknown): boolean => Array.isArray(side) && side.every((n) => n === 0);
  const inner = sides.slice(1, -1);
  const kind = padded[inner.length - 1];
  const zeros = String(mode).toLowerCase() === 'constant' && scalarOf(value ?? 0) === 0;
  if (!input || !known || !kind || !zeros || sides.length !== input.length + 1) return null;
  if (!isNone(sides[0]) || !isNone(sides.at(-1)) || inner.some((side) => side?.length !== 2)) return null;
  return as(kind, { padding: inner.length === 1 ? inner[0] : inner });
};

const repeat: Rule = (operation, [input]) => {
  const times = integersOf(argument(operation, 2, 'repeats'));
  const axis = integersOf(argument(operation, 3, 'axis'))?.[0];
  const known = hasOnly(operation, 'repeats', 'axis', 'argument 2', 'argument 3');
  return known && input?.length === 2 && (axis === 1 || axis === -2) && times?.length === 1
    ? as('upSampling1d', { size: times[0] })
    : null;
};

const isZero = (n: number): Equivalent | null => (n === 0 ? as('relu') : null);

const byName = {
  add: arithmetic('add', (n) => rescaled(1, n)),
  addv2: arithmetic('add', (n) => rescaled(1, n)),
  subtract: arithmetic('subtract', (n, place) => (place === 2 ? rescaled(1, -n) : rescaled(-1, n))),
  sub: arithmetic('subtract', (n, place) => (place === 2 ? rescaled(1, -n) : rescaled(-1, n))),
  multiply: arithmetic('multiply', (n) => rescaled(n, 0)),
  mul: arithmetic('multiply', (n) => rescaled(n, 0)),
  truedivide: division,
  divide: division,
  truediv: division,
  realdiv: division,
  maximum: arithmetic('maximum', isZero),
  minimum: arithmetic('minimum', () => null),
  negative: alone(rescaled(-1, 0)),
  neg: alone(rescaled(-1, 0)),
  identity: activation('linear'),
  relu: alone(as('relu')),
  relu6: activation('relu6'),
  sigmoid: activation('sigmoid'),
  tanh: activation('tanh'),
  silu: activation('silu'),
  swish: activation('silu'),
  selu: activation('selu'),
  softplus: activation('softplus'),
  softsign: activation('softsign'),
  mish: activation('mish'),
  hardsigmoid: activation('hardSigmoid'),
  hardsilu: activation('hardSilu'),
  hardswish: activation('hardSilu'),
  exp: activation('exponential'),
  gelu,
  elu,
  leakyrelu: leakyRelu,
  softmax: alongLastAxis(as('softmax')),
  logsoftmax: alongLastAxis(as('activation', { activation: 'logSoftmax' })),
  clip,
  clipbyvalue: clip,
  mean: reduction(['globalAveragePooling1d', 'globalAveragePooling2d', 'globalAveragePooling3d']),
  reducemean: reduction(['globalAveragePooling1d', 'globalAveragePooling2d', 'globalAveragePooling3d']),
  max: reduction(['globalMaxPooling1d', 'globalMaxPooling2d', 'globalMaxPooling3d']),
  amax: reduction(['globalMaxPooling1d', 'globalMaxPooling2d', 'globalMaxPooling3d']),
  reducemax: reduction(['globalMaxPooling1d', 'globalMaxPooling2d', 'globalMaxPooling3d']),
  averagepool: pooling(['averagePooling1d', 'averagePooling2d', 'averagePooling3d']),
  maxpool: pooling(['maxPooling1d', 'maxPooling2d', 'maxPooling3d']),
  concatenate,
  concat: concatenate,
  concatv2: concatenate,
  reshape,
  expanddims: expandDims,
  squeeze,
  transpose,
  getitem: getItem,
  pad,
  repeat,
} satisfies Readonly<Record<string, Rule>>;

/** What an operation is as a layer, by its name in Keras 3, TensorFlow or TensorFlow's graphs. */
export const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>(Object.entries(byName));
