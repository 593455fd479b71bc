import { axesOf, numberOf, type Weight } from '../../../lowering/config.ts';
import { given, only, type Refusal } from '../../../lowering/layer.ts';
import { literal } from '../../python.ts';
import type { Emitter, Layer, ModuleBuilder } from '../builder.ts';
import { filled, placed, type Source } from '../placement.ts';
import { axisIn, first, inOrder, last, transposed, type Value } from '../value.ts';

/** The factors and offsets; PyTorch has both or none, or the factors alone. */
interface Affine {
  readonly entries: { readonly weight?: Source | undefined; readonly bias?: Source | undefined };
  readonly isNone: boolean;
}

function affineOf(layer: Layer, shape: readonly number[], onlyFactors: boolean): Affine {
  const [gamma, beta] = [layer.weight('gamma'), layer.weight('beta')];
  if (!gamma && !beta) return { entries: {}, isNone: true };
  const weight = gamma ? placed(gamma, { shape }) : filled(shape, 1);
  if (beta) return { entries: { weight, bias: placed(beta, { shape }) }, isNone: false };
  return { entries: { weight, ...(onlyFactors ? {} : { bias: filled(shape, 0) }) }, isNone: false };
}

/** What the layer does not have stays as it is. */
function keepFixed(code: ModuleBuilder, module: string, layer: Layer, onlyFactors: boolean): void {
  const [gamma, beta] = [layer.weight('gamma'), layer.weight('beta')];
  if (!gamma && beta) code.fix(`${module}.weight`);
  if (gamma && !beta && !onlyFactors) code.fix(`${module}.bias`);
}

/** With figures that a run keeps; the axis that they are of comes right after the batch. */
export const batchNormalization: Emitter = (code, layer) => {
  const value = only(layer);
  const rank = value.dims.length;
  const [axis = rank - 1] = axesOf(layer.config, 'axis', rank);
  const swapped = value.dims.map((_, i) => (i === 1 ? axis : i === axis ? 1 : i));
  const onChannels = axis === rank - 1;
  const x = onChannels ? first(value) : transposed(value, swapped);
  const mean = given(layer, 'moving_mean');
  const size = mean.values.length;
  const { entries, isNone } = affineOf(layer, [size], false);
  const epsilon = numberOf(layer.config, 'epsilon', 0.001);
  const momentum = Number((1 - numberOf(layer.config, 'momentum', 0.99)).toPrecision(12));
  const module = code.module(
    `nn.BatchNorm${Math.max(1, rank - 2)}d`,
    [
      `${size}`,
      ...(epsilon === 1e-5 ? [] : [`eps=${literal(epsilon)}`]),
      ...(momentum === 0.1 ? [] : [`momentum=${literal(momentum)}`]),
      ...(isNone ? ['affine=False'] : []),
    ],
    { ...entries, running_mean: placed(mean), running_var: placed(given(layer, 'moving_variance')) },
  );
  if (typeof module !== 'string') return module;
  keepFixed(code, module, layer, false);
  if (layer.config.trainable === false) code.frozenNorms.add(module);
  const y: Value = { ...x, text: `${module}(${x.text})` };
  return onChannels ? y : transposed(code.set(y), swapped);
};

export const layerNormalization: Emitter = (code, layer) => {
  const value = only(layer);
  const rank = value.dims.length;
  const axes = [...axesOf(layer.config, 'axis', rank)].sort((a, b) => a - b);
  const others = value.dims.map((_, i) => i).filter((i) => !axes.includes(i));
  const order = [...others, ...axes];
  const isAtEnd = order.every((axis, i) => axis === i);
  const x = isAtEnd ? last(value) : transposed(value, order);
  const sizes = axes.map((axis) => value.dims[axis] ?? 1);
  const epsilon = numberOf(layer.config, 'epsilon', 0.001);
  const { entries, isNone } = affineOf(layer, sizes, true);
  const module = code.module(
    'nn.LayerNorm',
    [
      sizes.length === 1 ? `${sizes[0]}` : literal(sizes),
      ...(epsilon === 1e-5 ? [] : [`eps=${literal(epsilon)}`]),
      ...(isNone ? ['elementwise_affine=False'] : []),
      ...(!isNone && !layer.weight('beta') ? ['bias=False'] : []),
    ],
    entries,
  );
  if (typeof module !== 'string') return module;
  keepFixed(code, module, layer, true);
  const y: Value = { ...x, text: `${module}(${x.text})` };
  const back = value.dims.map((_, axis) => order.indexOf(axis));
  return isAtEnd ? y : transposed(code.set(y), back);
};

export const groupNormalization: Emitter = (code, layer) => {
  const x = first(only(layer));
  const channels = x.dims.at(-1) ?? 1;
  const asked = numberOf(layer.config, 'groups', 32);
  const epsilon = numberOf(layer.config, 'epsilon', 0.001);
  const { entries, isNone } = affineOf(layer, [channels], false);
  const module = code.module(
    'nn.GroupNorm',
    [
      `${asked === -1 ? channels : asked}`,
      `${channels}`,
      ...(epsilon === 1e-5 ? [] : [`eps=${literal(epsilon)}`]),
      ...(isNone ? ['affine=False'] : []),
    ],
    entries,
  );
  if (typeof module !== 'string') return module;
  keepFixed(code, module, layer, false);
  return { ...x, text: `${module}(${x.text})` };
};

export const unitNormalization: Emitter = (_, layer) => {
  const value = only(layer);
  const x = value.flat ? last(value) : value;
  const axes = axesOf(layer.config, 'axis', x.dims.length).map((axis) => axisIn(x, axis));
  return { ...x, text: `F.normalize(${x.text}, dim=${axes.length === 1 ? axes[0] : `(${axes.join(', ')})`})` };
};

/** PyTorch divides alpha by the number of channels that it sums over. */
export const localResponseNormalization: Emitter = (code, layer) => {
  const { config } = layer;
  const x = first(only(layer));
  const size = 2 * numberOf(config, 'depth_radius', 5) + 1;
  const alpha = Number((numberOf(config, 'alpha', 1) * size).toPrecision(12));
  const module = code.module('nn.LocalResponseNorm', [
    `${size}`,
    `alpha=${literal(alpha)}`,
    `beta=${literal(numberOf(config, 'beta', 0.5))}`,
    `k=${literal(numberOf(config, 'bias', 1))}`,
  ]);
  return typeof module === 'string' ? { ...x, text: `${module}(${x.text})` } : module;
};

export const rescaling: Emitter = (_, layer) => {
  const x = only(layer);
  const [scale, offset] = [numberOf(layer.config, 'scale', 1), numberOf(layer.config, 'offset', 0)];
  const added = offset === 0 ? '' : offset < 0 ? ` - ${literal(-offset)}` : ` + ${literal(offset)}`;
  return { ...x, text: `${x.text}${scale === 1 ? '' : ` * ${literal(scale)}`}${added}` };
};

/** Fixed figures of the data, from the config or from weights. Keras's smallest deviation to divide by is 1e-7. */
export const normalization: Emitter = (code, layer) => {
  const value = only(layer);
  const x = value.flat ? last(value) : value;
  const over = (size: number): readonly number[] => (size === 1 ? [] : overChannels(x, size));
  const figure = (name: 'mean' | 'variance'): string | Refusal => {
    const told = numbers(layer.config[name]);
    if (told) return code.parameter(filled(over(told.length), told), name, true);
    const weight = given(layer, name);
    return code.parameter(placed(weight, { shape: over(weight.values.length) }), name, true);
  };
  const [mean, variance] = [figure('mean'), figure('variance')];
  if (typeof mean !== 'string') return mean;
  if (typeof variance !== 'string') return variance;
  keepCount(code, layer.weight('count'));
  const centred = code.set({ ...x, text: `${x.text} - ${mean}` });
  return { ...centred, text: `${centred.text} / ${variance}.sqrt().clamp(min=1e-7)` };
};

function keepCount(code: ModuleBuilder, count: Weight | undefined): void {
  if (count) code.parameter(placed(count), 'count', true);
}

/** Sizes of a constant that has a number for each channel, to go with a value in its layout. */
const overChannels = (x: Value, channels: number): readonly number[] =>
  x.layout === 'last'
    ? [channels]
    : inOrder(
        x,
        x.dims.map((_, i) => (i === x.dims.length - 1 ? channels : 1)),
      ).slice(1);

const numbers = (value: unknown): Float32Array | undefined => {
  const list = value === undefined || value === null ? [] : [value].flat(8).map(Number);
  return list.length === 0 ? undefined : Float32Array.from(list);
};
