import type { Shape } from '../../../math/shape.ts';

/** Where the channels of a tensor are: after its other axes, as in Keras, or right after the batch, as in PyTorch. */
type Layout = 'last' | 'first';

/** What flows between lines of `forward`. */
export interface Value {
  /** Python that gives it: a variable, or what is read in the next line. */
  readonly text: string;
  /** In Keras's order whatever the layout, the batch first. */
  readonly dims: Shape;
  readonly layout: Layout;
  /** Of rows that were images with their channels first, what they were: `[…space, channels]`. */
  readonly flat?: Shape;
}

/** The axis of the tensor's own order that is `axis` in Keras's order. */
export const axisIn = ({ dims, layout }: Pick<Value, 'dims' | 'layout'>, axis: number): number =>
  layout === 'last' || axis === 0 ? axis : axis === dims.length - 1 ? 1 : axis + 1;

/** One entry for each axis, in the tensor's own order. */
export function inOrder<T>({ layout }: Pick<Value, 'layout'>, [batch, ...others]: readonly T[]): readonly T[] {
  const moved = layout === 'last' ? others : [...others.slice(-1), ...others.slice(0, -1)];
  return batch === undefined ? moved : [batch, ...moved];
}

/** A value with its axes in another order, itself where that is the order that it has. */
function permuted(value: Value, order: readonly number[], dims: Shape, layout: Layout): Value {
  const isSame = order.every((axis, i) => axis === i);
  return { text: isSame ? value.text : `${value.text}.permute(${order.join(', ')})`, dims, layout };
}

/** Channels last, and rows in Keras's order. */
export function last(value: Value): Value {
  const { dims, layout, flat, text } = value;
  if (flat) {
    const sizes = [...flat.slice(-1), ...flat.slice(0, -1)];
    const axes = [0, ...flat.slice(0, -1).map((_, i) => i + 2), 1];
    const turned = `${text}.unflatten(1, (${sizes.join(', ')})).permute(${axes.join(', ')})`;
    return { text: `${turned}.flatten(1)`, dims, layout: 'last' };
  }
  if (layout === 'last') return value;
  return permuted(
    value,
    dims.map((_, axis) => axisIn(value, axis)),
    dims,
    'last',
  );
}

/** Channels first where there are axes besides them. */
export function first(value: Value): Value {
  if (value.layout === 'first' || value.dims.length < 3) return value.flat ? last(value) : value;
  const order = inOrder(
    { layout: 'first' },
    value.dims.map((_, axis) => axis),
  );
  return permuted(value, order, value.dims, 'first');
}

/** Channels last, with the axes in `order`. */
export function transposed(value: Value, order: readonly number[]): Value {
  const from = value.flat ? last(value) : value;
  const dims = order.map((axis) => from.dims[axis] ?? 1);
  return permuted(
    from,
    order.map((axis) => axisIn(from, axis)),
    dims,
    'last',
  );
}

/** @param shape without the batch, channels last. */
export function reshaped(value: Value, shape: Shape): Value {
  const [batch = 1, ...sizes] = value.dims;
  const dims = [batch, ...shape];
  if (sizes.length === shape.length && sizes.every((size, i) => size === shape[i])) return last(value);
  const ones = shape.slice(0, -1);
  if (sizes.length === 1 && ones.length > 0 && ones.every((size) => size === 1) && !value.flat) {
    return { text: `${value.text}[:, :, ${ones.map(() => 'None').join(', ')}]`, dims, layout: 'first' };
  }
  if (shape.length === 1) return flattened(value);
  return { text: `${last(value).text}.reshape(-1, ${shape.join(', ')})`, dims, layout: 'last' };
}

/** All axes but the batch as one. Those of an image stay in the order that they have, which is remembered. */
export function flattened(value: Value): Value {
  const [batch = 1, ...sizes] = value.dims;
  if (sizes.length < 2) return value;
  const dims = [batch, sizes.reduce((product, n) => product * n, 1)];
  const space = sizes.slice(0, -1).reduce((product, n) => product * n, 1);
  const isTurned = value.layout === 'first' && space > 1 && sizes.at(-1) !== 1;
  const text = `torch.flatten(${value.text}, 1)`;
  return { text, dims, layout: 'last', ...(isTurned ? { flat: sizes } : {}) };
}

/** All in one layout: channels first where one of them has them so, and all have the same axes. */
export function together(values: readonly Value[]): readonly Value[] {
  const [one] = values;
  const isFlat = values.every(({ flat }) => flat && flat.join() === one?.flat?.join());
  if (isFlat) return values;
  const ranks = new Set(values.map(({ dims }) => dims.length));
  const isFirst = ranks.size === 1 && values.some(({ layout }) => layout === 'first');
  return values.map((value) => (isFirst ? first(value) : last(value)));
}
