import { shapeSize } from '../../../../math/shape.ts';
import type { OnnxNode } from '../../model.ts';
import type { At, Operator, Operators } from '../at.ts';
import { type Reading, sampleSize } from '../reading.ts';
import { type Flow, isOrder, type Size, sameOrder, transposed } from '../values.ts';

/** Operators of each number by itself, which do not care for their order. */
const each: ReadonlySet<string> = new Set(
  'Relu LeakyRelu Elu Selu Sigmoid Tanh Softplus Softsign HardSigmoid HardSwish Clip Dropout Identity Gelu Swish Mish'.split(
    ' ',
  ),
);

/** Whether all that comes of a value goes into products with weights, whose rows can be put in another order. */
function endsInProducts(reading: Reading, name: string): boolean {
  const users = reading.usersOf(name);
  return (
    !reading.isEnd(name) &&
    users.length > 0 &&
    users.every((user) => {
      if (user.opType === 'Gemm' || user.opType === 'MatMul')
        return user.inputs[0] === name && reading.constant(user.inputs[1]) !== null;
      return each.has(user.opType) && endsInProducts(reading, user.outputs[0] ?? '');
    })
  );
}

/** As many numbers as a float32 counts exactly. */
const mostColumns = 2 ** 24;

/** For each column of the ONNX value in a row that of Keras's; `null`: the same, or not to be had. */
function columnsOf({ dims, order }: Flow): readonly number[] | null {
  if (!dims || !order) return null;
  const sizes = dims.slice(1).map((size) => size ?? 0);
  const axes = order.slice(1).flatMap((axis) => (axis === null ? [] : axis - 1));
  const count = shapeSize(sizes);
  if (count === 0 || count > mostColumns) return null;
  const columns = transposed(
    Float32Array.from({ length: count }, (_, i) => i),
    sizes,
    axes,
  );
  return columns.every((column, i) => column === i) ? null : [...columns];
}

/** All numbers of a sample in a row. */
function flattened(at: At, x: Flow): Flow | null {
  const { reading, node } = at;
  if (!x.dims || !x.order || x.columns || x.order[0] !== 0) return null;
  const count = sampleSize(x.dims);
  if (x.dims.length === 2) return { ...x, order: [0, 1] };
  const columns = columnsOf(x);
  const isOpen = count === null && !isOrder(x.order, sameOrder(x.order.length));
  const moves = columns !== null && endsInProducts(reading, node.outputs[0] ?? '');
  const source = (columns !== null || isOpen) && !moves ? reading.plain(x, node) : x;
  if (!source) return null;
  const layer = reading.emit({ className: 'Flatten', inputs: [source], node });
  const flat = { kind: 'flow' as const, layer, dims: [x.dims[0] ?? null, count], order: [0, 1], positive: x.positive };
  return moves && columns ? { ...flat, columns } : flat;
}

const flatten: Operator = (at) => {
  const x = at.flow(0);
  const axis = at.int('axis', 1);
  const rank = x?.order?.length ?? 0;
  return x && (axis === 1 || (axis < 0 && axis + rank === 1)) ? flattened(at, x) : null;
};

/** Sizes of the ONNX value. */
export const sizesOf = ({ dims, order }: Flow): readonly Size[] | null =>
  dims && order ? order.map((axis) => (axis === null ? 1 : (dims[axis] ?? null))) : null;

const reshape: Operator = (at) => {
  const x = at.flow(0);
  const wanted = at.listed('shape', 1);
  const before = x && sizesOf(x);
  if (!x?.dims || !wanted || !before || x.order?.[0] !== 0) return null;
  const count = sampleSize(x.dims);
  const said = wanted.map(
    (size, axis): Size => (size === 0 ? (before[axis] ?? null) : Number.isNaN(size) ? null : size),
  );
  const [first, ...rest] = said;
  const known = rest.filter((size): size is number => size !== null && size !== -1);
  const isBatch =
    wanted[0] === 0 || first === null || first === at.reading.batch || (first === -1 && known.length === rest.length);
  const open = rest.filter((size) => size === null || size === -1).length;
  if (!isBatch || rest.length === 0 || open > 1 || (count === null && open === 0)) return null;
  const left = count === null ? null : count / known.reduce((all, size) => all * size, 1);
  if (left !== null && (!Number.isInteger(left) || (open === 0 && left !== 1))) return null;
  const sizes = rest.map((size) => (size === null || size === -1 ? left : size));
  if (sizes.join() === before.slice(1).join() && count !== null) return x;
  if (sizes.length === 1) return flattened(at, x);
  const plain = at.reading.plain(x, at.node);
  return plain && at.reading.reshaped(plain, [null, ...sizes], at.node);
};

const axesAt = (at: At, rank: number): readonly number[] | undefined =>
  at.listed('axes', 1)?.map((axis) => (axis < 0 ? axis + rank : axis));

const squeeze: Operator = (at) => {
  const x = at.flow(0);
  const sizes = x && sizesOf(x);
  if (!x?.order || !x.dims || !sizes || x.columns) return null;
  const { order, dims } = x;
  const axes = axesAt(at, order.length) ?? sizes.flatMap((size, axis) => (size === 1 && axis > 0 ? [axis] : []));
  if (axes.some((axis) => sizes[axis] !== 1 || order[axis] === 0)) return null;
  const gone = new Set(axes.flatMap((axis) => order[axis] ?? []));
  const left = order.filter((_, axis) => !axes.includes(axis));
  if (gone.size === 0) return { ...x, order: left };
  const kept = dims.flatMap((_, axis) => (gone.has(axis) ? [] : [axis]));
  const made = at.reading.reshaped(
    x,
    kept.map((axis) => dims[axis] ?? null),
    at.node,
  );
  return { ...made, order: left.map((axis) => (axis === null ? null : kept.indexOf(axis))) };
};

const unsqueeze: Operator = (at) => {
  const x = at.flow(0);
  if (!x?.order || x.columns) return null;
  const count = at.listed('axes', 1)?.length ?? 0;
  const axes = axesAt(at, x.order.length + count);
  if (!axes) return null;
  const order: (number | null)[] = [...x.order];
  for (const axis of [...axes].sort((a, b) => a - b)) order.splice(axis, 0, null);
  return { ...x, order };
};

const transpose: Operator = (at) => {
  const x = at.flow(0);
  if (!x?.order || x.columns) return null;
  const { order } = x;
  const perm = at.ints('perm') ?? order.map((_, i) => order.length - 1 - i);
  return { ...x, order: perm.map((axis) => order[axis] ?? null) };
};

const concat: Operator = (at) => {
  const { reading, node } = at;
  const flows = node.inputs.map((name) => reading.flow(name));
  const [first] = flows;
  const rank = first?.order?.length ?? 0;
  const axis = at.int('axis', 1);
  const own = axis < 0 ? axis + rank : axis;
  if (!first || first.columns) return null;
  if (flows.length === 1) return first;
  const plain = first.order?.[own] === null;
  const base = plain ? reading.plain(first, node) : first;
  const inputs: Flow[] = [];
  for (const flow of flows) {
    const same = flow && base && reading.aligned(plain ? (reading.plain(flow, node) ?? flow) : flow, base, node);
    if (!same) return null;
    inputs.push(same);
  }
  const place = base?.order?.[own];
  if (!base?.dims || place === null || place === undefined || place === 0) return null;
  const total = inputs.reduce<Size>((sum, { dims }) => add(sum, dims?.[place] ?? null), 0);
  const layer = reading.emit({ className: 'Concatenate', config: { axis: place }, inputs, node });
  const positive = inputs.every((one) => one.positive);
  return { ...base, layer, dims: base.dims.map((size, i) => (i === place ? total : size)), positive };
};

const add = (a: Size, b: Size): Size => (a === null || b === null ? null : a + b);

/** Changes of the sizes between the batch and the channels, by Keras's axis, before and after; `null`: of others too. */
function sidesOf(x: Flow, given: ReadonlyMap<number, readonly [number, number]>) {
  if (!x.order || !x.dims || x.columns) return null;
  const rank = x.dims.length;
  const sides = Array.from({ length: Math.max(0, rank - 2) }, (): readonly [number, number] => [0, 0]);
  for (const [axis, [before, after]] of given) {
    if (before === 0 && after === 0) continue;
    const place = x.order[axis] ?? null;
    if (place === null || place === 0 || place === rank - 1) return null;
    sides[place - 1] = [before, after];
  }
  return sides.length > 0 && sides.length < 4 ? sides : null;
}

const changed = (x: Flow, sides: readonly (readonly [number, number])[], sign: 1 | -1): Flow['dims'] =>
  x.dims?.map((size, axis) => {
    const [before, after] = sides[axis - 1] ?? [0, 0];
    return size === null ? null : size + sign * (before + after);
  }) ?? null;

const pad: Operator = (at) => {
  const x = at.flow(0);
  const rank = x?.order?.length ?? 0;
  const pads = at.listed('pads', 1) ?? at.ints('paddings');
  const value = at.constant(2)?.values[0] ?? at.float('value', 0);
  const axes = at.constant(3) ? Array.from(at.constant(3)?.values ?? []) : sameOrder(rank);
  if (!x || !pads || value !== 0 || at.text('mode', 'constant') !== 'constant' || pads.some((one) => one < 0))
    return null;
  const given = new Map(
    axes.map((axis, i) => [axis < 0 ? axis + rank : axis, [pads[i] ?? 0, pads[i + axes.length] ?? 0] as const]),
  );
  if (pads.every((one) => one === 0)) return x;
  const sides = sidesOf(x, given);
  if (!sides) return null;
  const padding = sides.length === 1 ? sides[0] : sides;
  const className = `ZeroPadding${sides.length}D`;
  const layer = at.reading.emit({ className, config: { padding }, inputs: [x], node: at.node });
  return { ...x, layer, dims: changed(x, sides, 1) };
};

/** What is cut off at both ends. */
const slice: Operator = (at) => {
  const x = at.flow(0);
  const sizes = x && sizesOf(x);
  const [starts, ends] = [at.listed('starts', 1), at.listed('ends', 2)];
  if (!x || !sizes || !starts || !ends) return null;
  const axes = (at.listed('axes', 3) ?? sameOrder(starts.length)).map((axis) =>
    axis < 0 ? axis + sizes.length : axis,
  );
  if ((at.constant(4) ? Array.from(at.constant(4)?.values ?? []) : []).some((step) => step !== 1)) return null;
  if (at.has(4) && !at.constant(4)) return null;
  const given = new Map<number, readonly [number, number]>();
  for (const [i, axis] of axes.entries()) {
    const [start, end, size] = [starts[i] ?? 0, ends[i] ?? 0, sizes[axis] ?? null];
    if (start === 0 && end > 2 ** 30) continue;
    if (size === null) return null;
    const place = (at: number) => Math.min(size, Math.max(0, at < 0 ? at + size : at));
    given.set(axis, [place(start), size - place(end)]);
  }
  const sides = sidesOf(x, given);
  if (!sides || [...given.entries()].some(([axis, [a, b]]) => a + b >= (sizes[axis] ?? 0))) return null;
  if (sides.every(([before, after]) => before === 0 && after === 0)) return x;
  const cropping = sides.length === 1 ? sides[0] : sides;
  const layer = at.reading.emit({
    className: `Cropping${sides.length}D`,
    config: { cropping },
    inputs: [x],
    node: at.node,
  });
  return { ...x, layer, dims: changed(x, sides, -1) };
};

/** How values between pixels are found, where Keras does it so. */
function interpolationOf(at: At): string | null {
  const { reading } = at;
  const mode = at.text('mode', 'nearest');
  const places = at.text('coordinate_transformation_mode', reading.opset < 11 ? 'asymmetric' : 'half_pixel');
  const isCentred = places === 'half_pixel' || places === 'pytorch_half_pixel';
  if (mode === 'linear') return isCentred ? 'bilinear' : null;
  if (mode !== 'nearest') return null;
  const rounding = at.text('nearest_mode', reading.opset < 11 ? 'floor' : 'round_prefer_floor');
  return (places === 'asymmetric' && rounding === 'floor') || (isCentred && rounding.startsWith('round'))
    ? 'nearest'
    : null;
}

const resize: Operator = (at) => {
  const { reading, node } = at;
  const x = reading.image(at.flow(0), node);
  const isOlder = node.opType === 'Upsample' || reading.opset < 11;
  const sizes = x && sizesOf(x);
  const given = at.listed('scales', isOlder ? 1 : 2);
  const scales =
    given && given.length > 0
      ? given
      : at.listed('sizes', 3)?.map((size, axis) => (axis < 2 ? 1 : size / (sizes?.[axis] ?? Number.NaN)));
  const interpolation = interpolationOf(at);
  if (!x?.dims || !scales || !interpolation || scales[0] !== 1 || scales[1] !== 1) return null;
  const factors = scales.slice(2);
  if (factors.length !== x.dims.length - 2 || !factors.every((one) => Number.isInteger(one) && one > 0)) return null;
  if (interpolation === 'bilinear' && factors.length !== 2) return null;
  const axes = factors.length;
  const config = { size: axes === 1 ? factors[0] : factors, ...(axes === 2 ? { interpolation } : {}) };
  const layer = reading.emit({ className: `UpSampling${axes}D`, config, inputs: [x], node });
  const dims = x.dims.map((size, axis) => (size === null ? null : size * (factors[axis - 1] ?? 1)));
  return { ...x, layer, dims };
};

const dropout: Operator = (at) => {
  const x = at.flow(0);
  const rate = at.constant(1)?.values[0] ?? at.float('ratio', 0.5);
  const isTraining = (at.constant(2)?.values[0] ?? 0) !== 0;
  if (!x || at.hasMore || isTraining || !(rate >= 0 && rate < 1)) return null;
  return rate === 0
    ? x
    : at.reading.same(
        x,
        { className: 'Dropout', config: { rate: Number(rate.toPrecision(6)) }, node: at.node },
        x.positive,
      );
};

const floats: ReadonlySet<number> = new Set([1, 10, 11, 16]);

/** To a number with a fraction, which all are here; to a whole one, of what comes in as it is. */
const cast: Operator = (at) => {
  const x = at.flow(0);
  const isInput = x !== null && at.reading.drafts.get(x.layer)?.inputShape !== null;
  return x && (floats.has(at.int('to', 1)) || isInput) ? x : null;
};

const identity: Operator = (at) => at.flow(0);

export const reshapings: Operators = {
  Flatten: flatten,
  Reshape: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Concat: concat,
  Pad: pad,
  Slice: slice,
  Resize: resize,
  Upsample: resize,
  Dropout: dropout,
  Cast: cast,
  Identity: identity,
};

/** Takes a node for read. */
export function skip(reading: Reading, node: OnnxNode, value: Flow): void {
  reading.done.add(node);
  reading.values.set(node.outputs[0] ?? '', value);
}
