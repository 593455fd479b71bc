import type { TopologyLayer } from '../compile/topology.ts';
import type { NamedTensor } from '../interop/tensors.ts';
import type { WeightSpec } from '../layers/define.ts';
import type { Shape } from '../math/shape.ts';
import { areUnchanged, type Channels, multiplied, repeated, shares, unchanged } from './channels.ts';
import { givesBack, isElementwise, isLast, isNonNegative } from './flow.ts';
import { identityKernel, takeLast, takeMatrix } from './tensors.ts';
import type { LayerTensor } from './trained.ts';

/** A layer with weights as it stands in an edited network. */
export interface Site {
  readonly layer: TopologyLayer;
  /** What the trained network had in its place; `null`: nothing. */
  readonly own: readonly LayerTensor[] | null;
  readonly wanted: readonly WeightSpec[];
  readonly inputs: readonly Channels[];
  /** Of the first input, without batch. */
  readonly shape: Shape;
  readonly mayWiden: boolean;
}

/** What a layer gets, and the channels that it gives on. */
export interface Taken {
  readonly how: 'kept' | 'widened' | 'inserted';
  /** Made when asked for: they may be large. */
  readonly weights: () => readonly NamedTensor[];
  readonly channels: Channels;
}

/** How the weights of a layer follow from those of the trained one; `null` where they do not, and it is drawn anew. */
export function takeGrown(site: Site): Taken | null {
  const follow = follower(site);
  return follow?.(site) ?? null;
}

/** Whether a layer of this kind can take repeated channels; one that weighs them against each other cannot. */
export const canFollow = (site: Site): boolean => follower(site) !== null;

function follower({ layer, shape, own }: Site): ((site: Site) => Taken | null) | null {
  const { class_name, config } = layer;
  if (products.has(class_name) && (config.groups ?? 1) === 1) return own ? product : identity;
  if (transposed.has(class_name)) return (site) => product(site, true);
  if (class_name === 'BatchNormalization' || class_name === 'Normalization')
    return isLast(config.axis, shape.length) ? perChannel : null;
  if (class_name === 'PReLU') return perChannel;
  if (class_name.startsWith('DepthwiseConv')) return depthwise;
  if (class_name.startsWith('SeparableConv')) return separable;
  return null;
}

/** The channels that a layer gives which is drawn anew: where it treats all alike, repeated ones stay equal. */
export function drawnChannels({ layer, inputs }: Pick<Site, 'layer' | 'inputs'>, width: number): Channels {
  const [incoming] = inputs;
  if (incoming && (layer.class_name === 'BatchNormalization' || layer.class_name === 'PReLU'))
    return { ...incoming, nonNegative: false };
  return unchanged(width, isNonNegative(layer.config.activation));
}

const products = new Set(['Dense', 'Conv1D', 'Conv2D', 'Conv3D']);
const transposed = new Set(['Conv1DTranspose', 'Conv2DTranspose']);

const find = ({ own }: Site, weight: string): LayerTensor | undefined => own?.find((one) => one.weight === weight);
const specOf = ({ wanted }: Site, weight: string): WeightSpec | undefined => wanted.find(({ name }) => name === weight);

const alike = (a: Shape, b: Shape): boolean => a.join() === b.join();

/** Same weights by name, which says that bias and the like were neither added nor taken away. */
const sameNames = ({ own, wanted }: Site): boolean =>
  own?.length === wanted.length && wanted.every(({ name }) => own.some(({ weight }) => weight === name));

/** The channels that a layer of so many gives for one that gave others; `null` where it was narrowed. */
function outgoing(site: Site, olds: number, news: number): Channels | null {
  const { activation } = site.layer.config;
  const nonNegative = isNonNegative(activation);
  if (news === olds) return unchanged(olds, nonNegative);
  if (news < olds || !site.mayWiden || !isElementwise(activation)) return null;
  return { ...repeated(olds, news, site.layer.name), nonNegative };
}

/** Kernel `[...window, in, out]`, or `[...window, out, in]` of a transposed convolution. */
function product(site: Site, outFirst = false): Taken | null {
  const [incoming] = site.inputs;
  const kernel = find(site, 'kernel');
  const wanted = specOf(site, 'kernel')?.shape;
  if (!incoming || !kernel || !wanted || !sameNames(site)) return null;
  if (!alike(kernel.shape.slice(0, -2), wanted.slice(0, -2))) return null;
  const [oldIn, oldOut] = inAndOut(kernel.shape, outFirst);
  const [newIn, newOut] = inAndOut(wanted, outFirst);
  if (oldIn !== incoming.olds || newIn !== incoming.sources.length) return null;
  const channels = outgoing(site, oldOut, newOut);
  if (!channels) return null;
  return taken(site, [incoming], channels, () => {
    const part = shares(incoming, site.layer.name);
    const values = outFirst
      ? takeMatrix(kernel, channels.sources, incoming.sources, (_, i) => part[i] ?? 0)
      : takeMatrix(kernel, incoming.sources, channels.sources, (i) => part[i] ?? 0);
    return [named(site, 'kernel', values), ...bias(site, channels)];
  });
}

function inAndOut(shape: Shape, outFirst: boolean): readonly [number, number] {
  const [first = 0, second = 0] = shape.slice(-2);
  return outFirst ? [second, first] : [first, second];
}

const bias = (site: Site, channels: Channels): readonly NamedTensor[] => {
  const tensor = find(site, 'bias');
  return tensor ? [named(site, 'bias', takeLast(tensor, channels))] : [];
};

/** A layer that the trained network did not have, and that gives back what it gets. Net2Net, section 3.2, equation 9. */
function identity(site: Site): Taken | null {
  const [incoming] = site.inputs;
  const { class_name, config } = site.layer;
  const kernel = specOf(site, 'kernel')?.shape;
  if (!incoming || !kernel || kernel.at(-1) !== kernel.at(-2) || !givesBack(config.activation, incoming)) return null;
  const window = kernel.slice(0, -2);
  const strides = [config.strides ?? 1].flat();
  const inPlace = window.every((size) => size % 2 === 1) && strides.every((stride) => stride === 1);
  if (!inPlace || (class_name !== 'Dense' && config.padding !== 'same' && window.some((size) => size > 1))) return null;
  const weights = () => [
    named(site, 'kernel', identityKernel(kernel)),
    ...(specOf(site, 'bias') ? [named(site, 'bias', new Float32Array(kernel.at(-1) ?? 0))] : []),
  ];
  return { how: 'inserted', weights, channels: incoming };
}

/** Every weight has a value for each channel, or shares one among all. */
function perChannel(site: Site): Taken | null {
  const [incoming] = site.inputs;
  if (!incoming || !sameNames(site)) return null;
  const followed = site.wanted.every(({ name, shape }) => {
    const tensor = find(site, name);
    return tensor && fitsAlong(tensor.shape, shape, incoming);
  });
  if (!followed) return null;
  return taken(site, [incoming], { ...incoming, nonNegative: false }, () =>
    site.wanted.flatMap(({ name, shape }) => {
      const tensor = find(site, name);
      if (!tensor) return [];
      return [named(site, name, alike(tensor.shape, shape) ? tensor.values : takeLast(tensor, incoming))];
    }),
  );
}

const fitsAlong = (old: Shape, wanted: Shape, { olds, sources }: Channels): boolean =>
  alike(old.slice(0, -1), wanted.slice(0, -1)) &&
  ((old.at(-1) === olds && wanted.at(-1) === sources.length) || (old.at(-1) === 1 && wanted.at(-1) === 1));

/** The filters of each channel go with it. Kernel `[...window, in, multiplier]`. */
function depthwise(site: Site): Taken | null {
  const [incoming] = site.inputs;
  const found = incoming && depthwiseKernel(site, incoming);
  if (!found) return null;
  const channels = { ...multiplied(incoming, found.times), nonNegative: isNonNegative(site.layer.config.activation) };
  return taken(site, [incoming], channels, () => [
    named(site, 'depthwise_kernel', found.values()),
    ...bias(site, channels),
  ]);
}

function depthwiseKernel(site: Site, incoming: Channels) {
  const kernel = find(site, 'depthwise_kernel');
  const wanted = specOf(site, 'depthwise_kernel')?.shape;
  if (!kernel || !wanted || !sameNames(site)) return null;
  const times = kernel.shape.at(-1) ?? 1;
  const fits = [...kernel.shape.slice(0, -2), incoming.sources.length, times];
  if (kernel.shape.at(-2) !== incoming.olds || !alike(fits, wanted)) return null;
  const columns = Array.from({ length: times }, (_, i) => i);
  return { times, values: () => takeMatrix(kernel, incoming.sources, columns, () => 1) };
}

/** Pointwise kernel `[1…, in · multiplier, out]`. */
function separable(site: Site): Taken | null {
  const [incoming] = site.inputs;
  const found = incoming && depthwiseKernel(site, incoming);
  const point = find(site, 'pointwise_kernel');
  const wanted = specOf(site, 'pointwise_kernel')?.shape;
  if (!found || !point || !wanted) return null;
  const middle = multiplied(incoming, found.times);
  if (point.shape.at(-2) !== middle.olds || wanted.at(-2) !== middle.sources.length) return null;
  const channels = outgoing(site, point.shape.at(-1) ?? 0, wanted.at(-1) ?? 0);
  if (!channels) return null;
  return taken(site, [incoming], channels, () => {
    const part = shares(middle, site.layer.name);
    return [
      named(site, 'depthwise_kernel', found.values()),
      named(
        site,
        'pointwise_kernel',
        takeMatrix(point, middle.sources, channels.sources, (i) => part[i] ?? 0),
      ),
      ...bias(site, channels),
    ];
  });
}

/** The trained values themselves where nothing about the channels changed. */
function taken(
  site: Site,
  inputs: readonly Channels[],
  channels: Channels,
  weights: () => readonly NamedTensor[],
): Taken {
  const widened = channels.widened.has(site.layer.name);
  const same = !widened && inputs.every(areUnchanged);
  return { how: widened ? 'widened' : 'kept', weights: same ? () => asTheyAre(site) : weights, channels };
}

export const asTheyAre = (site: Site): readonly NamedTensor[] =>
  site.wanted.flatMap(({ name }) => {
    const tensor = find(site, name);
    return tensor ? [named(site, name, tensor.values)] : [];
  });

/** Whether all weights of the trained layer fit as they are. */
export const fitsAsItIs = (site: Site): boolean =>
  sameNames(site) && site.wanted.every(({ name, shape }) => alike(find(site, name)?.shape ?? [-1], shape));

const named = (site: Site, weight: string, values: Float32Array): NamedTensor => ({
  name: `${site.layer.name}/${weight}`,
  shape: specOf(site, weight)?.shape ?? [],
  values,
});
