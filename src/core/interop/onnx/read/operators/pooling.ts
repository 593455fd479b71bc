import type { At, Operator, Operators } from '../at.ts';
import type { Flow } from '../values.ts';
import { isBare, isSame, padded, spatialSizes, type Window, windowOf, windowSizes } from '../windows.ts';

const pooling =
  (kind: 'Average' | 'Max'): Operator =>
  (at) => {
    const { reading, node } = at;
    const given = reading.image(at.flow(0), node);
    const size = at.ints('kernel_shape');
    if (!given?.dims || !size || given.dims.length !== size.length + 2 || size.length > 3) return null;
    // Places of the maxima are asked for.
    if (at.hasMore) return null;
    const window = windowOf(at, given, size);
    if (!window || window.dilations.some((gap) => gap > 1)) return null;
    const rounded = at.int('ceil_mode', 0) === 0 ? window : upwards(given, window);
    if (!rounded) return null;
    const same = isSame(rounded, given);
    const bare = isBare(rounded);
    // Keras's means are of what is inside; zeros as a layer of their own are counted.
    const counted = kind === 'Average' && at.int('count_include_pad', 0) === 1;
    const padding = bare ? 'valid' : same && !counted ? 'same' : null;
    // Zeros are as good as nothing only where nothing is below them.
    if (padding === null && !(kind === 'Max' ? given.positive : counted)) return null;
    const x = padding === null ? padded(at, given, rounded.sides) : given;
    const list = (sizes: readonly number[]): unknown => (sizes.length === 1 ? [sizes[0]] : sizes);
    const layer = reading.emit({
      className: `${kind}Pooling${size.length}D`,
      config: { pool_size: list(size), strides: list(rounded.strides), padding: padding ?? 'valid' },
      inputs: [x],
      node,
    });
    const dims = [given.dims[0] ?? null, ...windowSizes(given, rounded), given.dims.at(-1) ?? null];
    return { ...given, layer, dims };
  };

/** A window that hangs over the end: as one that does not, where it is the same or `same` says it; else `null`. */
function upwards(x: Flow, window: Window): Window | null {
  const sides = window.kernel.map((span, axis): readonly [number, number] | null => {
    const [size, stride, [before, after] = [0, 0]] = [
      spatialSizes(x)[axis],
      window.strides[axis] ?? 1,
      window.sides[axis],
    ];
    if (size === null || size === undefined) return null;
    const rest = (size + before + after - span) % stride;
    return rest === 0 ? [before, after] : [before, after + stride - rest];
  });
  const known = sides.filter((one) => one !== null);
  const hangs = known.some(([, after], axis) => after !== window.sides[axis]?.[1]);
  if (known.length !== sides.length) return null;
  const next = { ...window, sides: known };
  return !hangs || isSame(next, x) ? next : null;
}

/** Nodes that only take the axes of size 1 away again. */
const squeezers: ReadonlySet<string> = new Set(['Flatten', 'Squeeze']);

/** All places of each channel as one. @param keep whether the axes stay, with size 1 */
export function overPlaces(at: At, x: Flow, kind: 'Average' | 'Max', keep: boolean): Flow | null {
  const { reading, node } = at;
  const rank = x.dims?.length ?? 0;
  if (!x.dims || rank < 3 || rank > 5) return null;
  const next = keep ? at.next : null;
  const squeezed = next !== null && squeezers.has(next.opType) && takesAll(at, next, rank);
  const layer = reading.emit({
    className: `Global${kind}Pooling${rank - 2}D`,
    config: keep && !squeezed ? { keepdims: true } : {},
    inputs: [x],
    node,
  });
  const ends = [x.dims[0] ?? null, x.dims.at(-1) ?? null];
  if (keep && !squeezed)
    return { ...x, layer, dims: [ends[0] ?? null, ...spatialSizes(x).map(() => 1), ends[1] ?? null] };
  const flat: Flow = { kind: 'flow', layer, dims: ends, order: [0, 1], positive: x.positive };
  if (next && squeezed) {
    reading.done.add(next);
    for (const output of next.outputs) reading.values.set(output, flat);
  }
  return flat;
}

function takesAll({ reading }: At, next: At['node'], rank: number): boolean {
  if (next.opType === 'Flatten') {
    const axis = next.attributes.get('axis');
    return axis === undefined || axis.value === 1;
  }
  const given = next.attributes.get('axes');
  const constant = reading.constant(next.inputs[1]);
  const axes = given?.type === 'ints' ? given.value : constant ? Array.from(constant.values) : null;
  if (axes === null) return false;
  const own = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  return own.size === rank - 2 && Array.from({ length: rank - 2 }, (_, i) => i + 2).every((axis) => own.has(axis));
}

const global =
  (kind: 'Average' | 'Max'): Operator =>
  (at) => {
    const x = at.reading.image(at.flow(0), at.node);
    return x && overPlaces(at, x, kind, true);
  };

const reduced =
  (kind: 'Average' | 'Max'): Operator =>
  (at) => {
    const x = at.flow(0);
    const rank = x?.order?.length ?? 0;
    const axes = at.listed('axes', 1)?.map((axis) => (axis < 0 ? axis + rank : axis));
    if (!x?.order || !x.dims || !axes || x.columns) return null;
    // Those along which Keras's layer goes: all between the batch and the channels.
    const places = axes.map((axis) => x.order?.[axis] ?? null);
    const wanted = spatialSizes(x).map((_, i) => i + 1);
    if (places.length !== wanted.length || !wanted.every((axis) => places.includes(axis))) return null;
    return overPlaces(at, x, kind, at.int('keepdims', 1) === 1);
  };

export const poolings: Operators = {
  AveragePool: pooling('Average'),
  MaxPool: pooling('Max'),
  GlobalAveragePool: global('Average'),
  GlobalMaxPool: global('Max'),
  ReduceMean: reduced('Average'),
  ReduceMax: reduced('Max'),
};
