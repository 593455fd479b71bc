import { type Shape, shapeSize } from '../../../math/shape.ts';
import { textOf } from '../json.ts';
import { argument, axesOf, constantOf, integersOf, type Operation } from './operation.ts';
import { slicedShape, slicesOf } from './slices.ts';

type Inputs = readonly Shape[];
type ShapeRule = (operation: Operation, inputs: Inputs) => Shape | null;

const elementwiseNames =
  'abs absolute add addv2 biasadd cast ceil celu clip clipbyvalue conj cos cosh divide div elu equal erf exp expm1 floor ' +
  'floordivide gelu glu greater greaterequal hardshrink hardsigmoid hardsilu hardswish hardtanh identity isfinite isnan ' +
  'leakyrelu less lessequal log log10 log1p log2 logicaland logicalnot logicalor logicalxor logsigmoid logsoftmax maximum ' +
  'minimum mish mod mul multiply neg negative notequal pow power realdiv reciprocal relu relu6 remainder round rsqrt selu ' +
  'sigmoid sign silu sin sinh softmax softplus softshrink softsign sparseplus sqrt square squareddifference squareplus ' +
  'stopgradient sub subtract swish tan tanh tanhshrink threshold truedivide truediv where cumsum cumprod flip reverse roll ' +
  'normalize l2normalize sort argsort layernormalization rmsnormalization batchnormalization erfinv nantonum';

/** Axis sizes that operands have together: that which is not 1, ranks lined up at their end. */
export function broadcast(shapes: Inputs): Shape | null {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  if (rank === 0) return null;
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
}

/** Sizes of a constant array without its first axis, which is that of the batch where it is lined up with one. */
function sizesOf(value: unknown): Shape {
  const sizes: number[] = [];
  for (let inner = constantOf(value); Array.isArray(inner); inner = inner[0]) sizes.push(inner.length);
  return sizes;
}

const elementwise: ShapeRule = (operation, inputs) => {
  const [first = []] = inputs;
  // A constant array beside the batch as well is of a batch of its own.
  const constants = Object.values(operation.options)
    .map(sizesOf)
    .filter((sizes) => sizes.length > 0 && sizes.length <= first.length && first.length > 0);
  return broadcast([...inputs, ...constants]);
};

const reduced: ShapeRule = (operation, [input = []]) => {
  const given = argument(operation, 2, 'axis');
  const axes = given === undefined ? null : axesOf(given, input.length + 1);
  if (!axes || axes.includes(0)) return null;
  const keeps = argument(operation, 3, 'keepdims', 'keep_dims') === true;
  return input.flatMap((size, axis) => (axes.includes(axis + 1) ? (keeps ? [1] : []) : [size]));
};

const axisFrom = (operation: Operation, rank: number): number | null => {
  const given = argument(operation, 2, 'axis');
  const [axis, ...others] = axesOf(given, rank) ?? [];
  return axis === undefined || axis === 0 || others.length > 0 ? null : axis - 1;
};

const joined: ShapeRule = (operation, inputs) => {
  const [first = []] = inputs;
  const axis = axisFrom(operation, first.length + 1);
  const alike = inputs.every((shape) => shape.length === first.length);
  if (axis === null || inputs.length !== operation.tensors || !alike || inputs.length < 2) return null;
  return first.map((size, i) => (i === axis ? inputs.reduce((sum, shape) => sum + (shape[i] ?? 0), 0) : size));
};

const stacked: ShapeRule = (operation, inputs) => {
  const [first = []] = inputs;
  const axis = axisFrom(operation, first.length + 2);
  return axis === null || inputs.length < 2 ? null : [...first.slice(0, axis), inputs.length, ...first.slice(axis)];
};

const multiplied: ShapeRule = (operation, [a = [], b = []]) => {
  const { options } = operation;
  if (operation.tensors !== 2 || a.length < 2 || a.length !== b.length) return null;
  const turned = (shape: Shape, is: unknown): Shape =>
    is === true ? [...shape.slice(0, -2), shape.at(-1) ?? 0, shape.at(-2) ?? 0] : shape;
  const [left, right] = [
    turned(a, options.transpose_a ?? options.adj_x),
    turned(b, options.transpose_b ?? options.adj_y),
  ];
  const before = a.length === 2 ? [] : broadcast([left.slice(0, -2), right.slice(0, -2)]);
  return before && left.at(-1) === right.at(-2) ? [...before, left.at(-2) ?? 0, right.at(-1) ?? 0] : null;
};

/** Letters of the result as its operands size them. */
const einsum: ShapeRule = (operation, inputs) => {
  const text = textOf(argument(operation, 1, 'subscripts', 'equation')) ?? '';
  const [from = '', to] = text.replace(/\s/g, '').split('->');
  const terms = from.split(',');
  if (to === undefined || text.includes('.') || terms.length !== inputs.length) return null;
  const sizes = new Map(
    terms.flatMap((term, i) => [...term].slice(1).map((letter, axis) => [letter, inputs[i]?.[axis]] as const)),
  );
  if (terms.some((term) => term[0] !== to[0])) return null;
  const result = [...to].slice(1).map((letter) => sizes.get(letter));
  return result.every((size) => size !== undefined) ? result : null;
};

const reshape: ShapeRule = (operation, [input = []]) => {
  const [batch, ...sizes] = integersOf(argument(operation, 2, 'newshape', 'shape')) ?? [];
  const known = shapeSize(sizes.filter((size) => size !== -1));
  const open = sizes.filter((size) => size === -1).length;
  if (batch === undefined || open > 1 || known === 0 || shapeSize(input) % known !== 0) return null;
  return sizes.map((size) => (size === -1 ? shapeSize(input) / known : size));
};

const expandDims: ShapeRule = (operation, [input = []]) => {
  const axis = axisFrom(operation, input.length + 2);
  return axis === null ? null : [...input.slice(0, axis), 1, ...input.slice(axis)];
};

const squeeze: ShapeRule = (operation, [input = []]) => {
  const given = argument(operation, 2, 'axis');
  const axes = given === undefined ? null : axesOf(given, input.length + 1);
  return axes && !axes.includes(0) ? input.filter((_, axis) => !axes.includes(axis + 1)) : null;
};

const transpose: ShapeRule = (operation, [input = []]) => {
  const [batch, ...dims] = integersOf(argument(operation, 2, 'axes', 'perm')) ?? [];
  const sizes = dims.map((axis) => input[axis - 1]);
  return batch === 0 && sizes.every((size) => size !== undefined) ? sizes : null;
};

const repeat: ShapeRule = (operation, [input = []]) => {
  const [times, ...others] = integersOf(argument(operation, 2, 'repeats')) ?? [];
  const [axis] = axesOf(argument(operation, 3, 'axis') ?? null, input.length + 1) ?? [];
  if (times === undefined || others.length > 0 || !axis) return null;
  return input.map((size, i) => (i === axis - 1 ? size * times : size));
};

const pad: ShapeRule = (operation, [input = []]) => {
  const widths = constantOf(argument(operation, 2, 'pad_width', 'paddings'));
  const sides = Array.isArray(widths) ? widths.map(integersOf) : [];
  if (sides.length !== input.length + 1 || sides[0]?.some((n) => n !== 0)) return null;
  return input.map((size, axis) => (sides[axis + 1] ?? []).reduce((sum, n) => sum + n, size));
};

const resized: ShapeRule = (operation, [input = []]) => {
  const [height, width] = integersOf(argument(operation, 2, 'size')) ?? [];
  return height !== undefined && width !== undefined && input.length === 3 ? [height, width, input[2] ?? 0] : null;
};

const oneHot: ShapeRule = (operation, [input = []]) => {
  const [classes] = integersOf(argument(operation, 2, 'num_classes', 'depth')) ?? [];
  const axis = operation.options.axis ?? -1;
  return classes !== undefined && axis === -1 ? [...input, classes] : null;
};

const sliced: ShapeRule = (operation, [input = []]) => {
  const slices = slicesOf(operation, input);
  return slices && slicedShape(slices);
};

const split: ShapeRule = (operation, [input = []]) => {
  const [parts, ...others] = integersOf(argument(operation, 2, 'indices_or_sections', 'num_or_size_splits')) ?? [];
  const [axis] = axesOf(argument(operation, 3, 'axis') ?? null, input.length + 1) ?? [];
  if (parts === undefined || others.length > 0 || !axis) return null;
  return input.map((size, i) => (i === axis - 1 ? size / parts : size));
};

const reductions =
  'mean sum max min prod std var amax amin any all argmax argmin logsumexp norm median countnonzero'.split(' ');
const graphReductions = ['mean', 'sum', 'max', 'min', 'prod', 'any', 'all', 'std', 'variance', 'logsumexp'];

const shapeRules: ReadonlyMap<string, ShapeRule> = new Map<string, ShapeRule>([
  ...elementwiseNames.split(' ').map((name) => [name, elementwise] as const),
  ...reductions.map((name) => [name, reduced] as const),
  ...graphReductions.map((name) => [`reduce${name}`, reduced] as const),
  ['concatenate', joined],
  ['concat', joined],
  ['stack', stacked],
  ['matmul', multiplied],
  ['batchmatmulv2', multiplied],
  ['einsum', einsum],
  ['reshape', reshape],
  ['expanddims', expandDims],
  ['squeeze', squeeze],
  ['transpose', transpose],
  ['repeat', repeat],
  ['pad', pad],
  ['resize', resized],
  ['onehot', oneHot],
  ['getitem', sliced],
  ['split', split],
]);

/** Shape that an operation's first output has, as far as its name and arguments say it; `null` for unknown. */
export function operationShape(operation: Operation, inputs: readonly (Shape | null)[]): Shape | null {
  const known = inputs.filter((shape) => shape !== null);
  if (known.length === 0 || known.length !== inputs.length) return null;
  const shape = shapeRules.get(operation.name)?.(operation, known) ?? null;
  return shape?.every((size) => Number.isInteger(size) && size > 0) ? shape : null;
}
