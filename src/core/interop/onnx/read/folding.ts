import { shapeSize } from '../../../math/shape.ts';
import type { At } from './at.ts';
import { sizesOf } from './operators/reshaping.ts';
import { asFloats, type Constant, constantOf, transposed } from './values.ts';

/* What is known before anything runs: sizes, places and weights in another shape. A size that is open is NaN. */

type Fold = (at: At) => Constant | null;

/** Numbers that are worth working with: more are weights, of which only the shape changes. */
const most = 2 ** 16;

const constant = (dims: readonly number[], values: ArrayLike<number>, name = ''): Constant => ({
  kind: 'constant',
  name,
  dims,
  values,
});

const list = (at: At, input: number): readonly number[] | null => {
  const found = at.constant(input);
  return found ? Array.from(found.values) : null;
};

const ofNode: Fold = (at) => {
  const value = at.node.attributes.get('value');
  if (value?.type === 'tensor') return constantOf({ ...value.value, name: at.node.outputs[0] ?? '' });
  const one = at.node.attributes.get('value_float') ?? at.node.attributes.get('value_int');
  if (one?.type === 'float') return constant([], Float32Array.of(one.value));
  if (one?.type === 'int') return constant([], [one.value]);
  const several = at.node.attributes.get('value_floats') ?? at.node.attributes.get('value_ints');
  if (several?.type === 'floats') return constant([several.value.length], Float32Array.from(several.value));
  return several?.type === 'ints' ? constant([several.value.length], several.value) : null;
};

const shape: Fold = (at) => {
  const x = at.flow(0);
  const known = at.constant(0);
  const sizes = x ? sizesOf(x)?.map((size) => size ?? Number.NaN) : known?.dims;
  if (!sizes) return null;
  const [start, end] = [at.int('start', 0), at.int('end', sizes.length)];
  const part = sizes.slice(start, end);
  return constant([part.length], part);
};

const filled: Fold = (at) => {
  const sizes = list(at, 0)?.map((size) => (Number.isNaN(size) ? 1 : size));
  if (!sizes || shapeSize(sizes) > most) return null;
  const value = at.node.attributes.get('value');
  const own = value?.type === 'tensor' ? constantOf(value.value) : constant([1], Float32Array.of(0));
  const one = own?.values[0] ?? 0;
  const all = Array.from({ length: shapeSize(sizes) }, () => one);
  return constant(sizes, own?.values instanceof Float32Array ? Float32Array.from(all) : all);
};

const same: Fold = (at) => at.constant(0);

const cast: Fold = (at) => {
  const x = at.constant(0);
  if (!x) return null;
  const to = at.int('to', 1);
  if (to === 1 || to === 10 || to === 11) return { ...x, values: asFloats(x) };
  return to === 6 || to === 7 ? { ...x, values: Array.from(x.values, Math.trunc) } : null;
};

const reshape: Fold = (at) => {
  const [x, wanted] = [at.constant(0), list(at, 1) ?? at.ints('shape')];
  if (!x || !wanted) return null;
  const sizes = wanted.map((size, axis) => (size === 0 ? (x.dims[axis] ?? 1) : size));
  const known = shapeSize(sizes.filter((size) => size !== -1));
  const dims = sizes.map((size) => (size === -1 ? x.values.length / known : size));
  return shapeSize(dims) === x.values.length ? { ...x, dims } : null;
};

const axesFor = (at: At, rank: number): readonly number[] | undefined =>
  at.listed('axes', 1)?.map((axis) => (axis < 0 ? axis + rank : axis));

const squeeze: Fold = (at) => {
  const x = at.constant(0);
  const axes = x && axesFor(at, x.dims.length);
  return x && { ...x, dims: x.dims.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1)) };
};

const unsqueeze: Fold = (at) => {
  const x = at.constant(0);
  const axes = x && axesFor(at, x.dims.length + (at.listed('axes', 1)?.length ?? 0));
  if (!x || !axes) return null;
  const dims = [...x.dims];
  for (const axis of [...axes].sort((a, b) => a - b)) dims.splice(axis, 0, 1);
  return { ...x, dims };
};

const transpose: Fold = (at) => {
  const x = at.constant(0);
  if (!x) return null;
  const order = at.ints('perm') ?? x.dims.map((_, i) => x.dims.length - 1 - i);
  const values = transposed(asFloats(x), x.dims, order);
  return { ...x, dims: order.map((axis) => x.dims[axis] ?? 1), values };
};

const concat: Fold = (at) => {
  const parts = at.node.inputs.map((_, input) => at.constant(input));
  const known = parts.filter((one) => one !== null);
  if (known.length !== parts.length || known.some(({ dims }) => dims.length !== 1)) return null;
  const values = known.flatMap((one) => Array.from(one.values));
  return constant([values.length], values);
};

const gather: Fold = (at) => {
  const [x, places] = [at.constant(0), at.constant(1)];
  if (!x || !places || x.dims.length !== 1 || at.int('axis', 0) !== 0) return null;
  const values = Array.from(
    places.values,
    (place) => x.values[place < 0 ? place + x.values.length : place] ?? Number.NaN,
  );
  return constant(places.dims, values);
};

/** Places from `start` up to `end`, as Python counts them. */
function placesIn(size: number, start: number, end: number, step: number): readonly number[] {
  const [least, most] = step > 0 ? [0, size] : [-1, size - 1];
  const inside = (place: number) => Math.min(most, Math.max(least, place < 0 ? place + size : place));
  const [first, last] = [inside(start), end < -size ? least : inside(end)];
  const count = Math.max(0, Math.ceil((last - first) / step));
  return Array.from({ length: count }, (_, i) => first + i * step);
}

const slice: Fold = (at) => {
  const x = at.constant(0);
  const [starts, ends] = [at.listed('starts', 1), at.listed('ends', 2)];
  if (!x || !starts || !ends || x.values.length > most) return null;
  const axes = (at.listed('axes', 3) ?? starts.map((_, i) => i)).map((axis) =>
    axis < 0 ? axis + x.dims.length : axis,
  );
  const steps = list(at, 4) ?? starts.map(() => 1);
  const places = x.dims.map((size, axis) => {
    const i = axes.indexOf(axis);
    return i < 0 ? placesIn(size, 0, size, 1) : placesIn(size, starts[i] ?? 0, ends[i] ?? 0, steps[i] ?? 1);
  });
  const taken = places.reduce<readonly number[]>(
    (rows, own, axis) => rows.flatMap((row) => own.map((place) => row * (x.dims[axis] ?? 1) + place)),
    [0],
  );
  const values = taken.map((place) => x.values[place] ?? Number.NaN);
  return {
    ...x,
    name: '',
    dims: places.map(({ length }) => length),
    values: isWhole(x) ? values : Float32Array.from(values),
  };
};

const isWhole = ({ values }: Constant): boolean => !(values instanceof Float32Array);

/** Of lists, or a list and a number. */
const pairwise =
  (compute: (a: number, b: number, whole: boolean) => number): Fold =>
  (at) => {
    const [a, b] = [at.constant(0), at.constant(1)];
    if (!a || !b) return null;
    const [long, short] = a.values.length >= b.values.length ? [a, b] : [b, a];
    const fits = short.values.length === 1 || short.dims.join() === long.dims.join();
    if (!fits || long.values.length > most) return null;
    const whole = isWhole(a) && isWhole(b);
    const at0 = (one: Constant, i: number): number => one.values[one.values.length === 1 ? 0 : i] ?? 0;
    const values = Array.from({ length: long.values.length }, (_, i) => compute(at0(a, i), at0(b, i), whole));
    return { ...long, name: '', values: whole ? values : Float32Array.from(values) };
  };

const each =
  (compute: (value: number) => number): Fold =>
  (at) => {
    const x = at.constant(0);
    if (!x || x.values.length > most) return null;
    const values = Array.from(x.values, compute);
    return { ...x, name: '', values: isWhole(x) ? values : Float32Array.from(values) };
  };

const product: Fold = (at) => {
  const x = at.constant(0);
  if (!x || x.dims.length > 1) return null;
  const all = Array.from(x.values).reduce((result, value) => result * value, 1);
  return constant(at.int('keepdims', 1) === 1 ? [1] : [], [all]);
};

/** A value of one number in more places; that there are more matters to nothing that reads it here. */
const expanded: Fold = (at) => {
  const x = at.constant(0);
  return x && new Set(Array.from(x.values)).size === 1 ? x : null;
};

const range: Fold = (at) => {
  const [start, end, step] = [0, 1, 2].map((input) => at.constant(input)?.values[0]);
  if (start === undefined || end === undefined || !step || !Number.isFinite(end - start)) return null;
  const count = Math.max(0, Math.ceil((end - start) / step));
  if (count > most) return null;
  return constant(
    [count],
    Array.from({ length: count }, (_, i) => start + i * step),
  );
};

const folds: Readonly<Record<string, Fold>> = {
  Constant: ofNode,
  ConstantOfShape: filled,
  Shape: shape,
  Identity: same,
  Cast: cast,
  Reshape: reshape,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Concat: concat,
  Gather: gather,
  Slice: slice,
  Expand: expanded,
  Range: range,
  ReduceProd: product,
  Add: pairwise((a, b) => a + b),
  Sub: pairwise((a, b) => a - b),
  Mul: pairwise((a, b) => a * b),
  Div: pairwise((a, b, whole) => (whole ? Math.trunc(a / b) : a / b)),
  Max: pairwise((a, b) => Math.max(a, b)),
  Min: pairwise((a, b) => Math.min(a, b)),
  Pow: pairwise((a, b) => a ** b),
  Sqrt: each(Math.sqrt),
  Floor: each(Math.floor),
  Ceil: each(Math.ceil),
  Neg: each((value) => -value),
};

/** What a node puts out, where that is known; `null` where it depends on what comes in. */
export function folded(at: At): Constant | null {
  const { node } = at;
  const ofShape = node.opType === 'Shape';
  const isKnown = node.inputs.every((name) => name === '' || at.reading.constant(name) !== null);
  if (node.domain !== '' || !(ofShape || isKnown)) return null;
  return folds[node.opType]?.(at) ?? null;
}
