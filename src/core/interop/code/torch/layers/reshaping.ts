import { axesOf, sidesOf, sizesOf } from '../../../lowering/config.ts';
import { only } from '../../../lowering/layer.ts';
import { literal } from '../../python.ts';
import { type Emitter, refusedOption } from '../builder.ts';
import { axisIn, first, flattened, inOrder, last, reshaped, together, transposed, type Value } from '../value.ts';
import { paddedText, perAxis } from './windows.ts';

export const flatten: Emitter = (_, layer) => flattened(only(layer));

export const reshape: Emitter = (_, layer) => {
  const x = only(layer);
  return layer.output.length === 1 && x.dims.length > 2 ? flattened(x) : reshaped(x, layer.output);
};

export const permute: Emitter = (_, layer) =>
  transposed(only(layer), [0, ...sizesOf(layer.config, 'dims', layer.output.length)]);

export const repeatVector: Emitter = (_, layer) => {
  const x = last(only(layer));
  const [steps = 1] = layer.output;
  return { text: `${x.text}[:, None].repeat(1, ${steps}, 1)`, dims: [x.dims[0] ?? 1, ...layer.output], layout: 'last' };
};

export const zeroPadding =
  (axes: 1 | 2 | 3): Emitter =>
  (_, layer) => {
    const x = only(layer);
    const text = paddedText(x, sidesOf(layer.config, 'padding', axes));
    return { ...x, text, dims: [x.dims[0] ?? 1, ...layer.output] };
  };

export const cropping =
  (axes: 1 | 2 | 3): Emitter =>
  (_, layer) => {
    const x = only(layer);
    const sides = inOrder(x, [[0, 0], ...sidesOf(layer.config, 'cropping', axes), [0, 0]] as const);
    const slices = sides.map(([before, after]) => `${before === 0 ? '' : before}:${after === 0 ? '' : -after}`);
    while (slices.at(-1) === ':') slices.pop();
    const text = slices.length === 0 ? x.text : `${x.text}[${slices.join(', ')}]`;
    return { ...x, text, dims: [x.dims[0] ?? 1, ...layer.output] };
  };

/** How values between pixels are found, by the number of axes; sampled at the centres of pixels where not repeated. */
const modes: Readonly<Record<string, string>> = { bilinear: 'bilinear', nearest: 'nearest' };

export const upSampling: Emitter = (code, layer) => {
  const x = first(only(layer));
  const interpolation = String(layer.config.interpolation ?? 'nearest');
  const mode = Object.hasOwn(modes, interpolation) ? modes[interpolation] : undefined;
  if (mode === undefined) return refusedOption('interpolation', interpolation);
  const factors = layer.output.slice(0, -1).map((size, axis) => size / (x.dims[axis + 1] ?? 1));
  const module = code.module('nn.Upsample', [
    `scale_factor=${perAxis(factors)}`,
    ...(mode === 'nearest' ? [] : [`mode=${literal(mode)}`]),
  ]);
  if (typeof module !== 'string') return module;
  return { text: `${module}(${x.text})`, dims: [x.dims[0] ?? 1, ...layer.output], layout: 'first' };
};

/** The batch stays first, whatever axes are missing after it. */
function aligned(x: Value, rank: number): Value {
  const missing = rank - (x.dims.length - 1);
  if (missing === 0) return x;
  const [batch = 1, ...sizes] = x.dims;
  const nones = Array.from({ length: missing }, () => 'None').join(', ');
  const dims = [batch, ...Array.from({ length: missing }, () => 1), ...sizes];
  if (sizes.length === 1) return { text: `${last(x).text}[:, :, ${nones}]`, dims, layout: 'first' };
  return { text: `${last(x).text}[:, ${nones}]`, dims, layout: 'last' };
}

const lined = (values: readonly Value[], rank: number): readonly Value[] =>
  together(values.map((x) => aligned(x, rank)));

function broadcast(values: readonly Value[], text: string, output: readonly number[]): Value {
  const [one] = values;
  if (one === undefined) throw new Error('nothing to put together');
  return { ...one, text, dims: [one.dims[0] ?? 1, ...output] };
}

/** @param sign between the inputs. */
export const joinedBy =
  (sign: '+' | '-' | '*'): Emitter =>
  (_, { inputs, output }) => {
    const values = lined(inputs, output.length);
    return broadcast(values, values.map(({ text }) => text).join(` ${sign} `), output);
  };

export const extreme =
  (name: 'maximum' | 'minimum'): Emitter =>
  (code, { inputs, output }) => {
    const [one, ...others] = lined(inputs, output.length);
    if (one === undefined) throw new Error('nothing to compare');
    const text = others.reduce((so, { text: next }) => `torch.${name}(${so}, ${next})`, one.text);
    return broadcast([code.set({ ...one, text })], code.target, output);
  };

export const average: Emitter = (code, { inputs, output }) => {
  const values = lined(inputs, output.length);
  const sum = code.set(broadcast(values, values.map(({ text }) => text).join(' + '), output));
  return { ...sum, text: `${sum.text} / ${inputs.length}` };
};

export const concatenation: Emitter = (_, layer) => {
  const [axis = 1] = axesOf(layer.config, 'axis', layer.output.length + 1);
  const values = together(layer.inputs).map((x) => (x.flat ? last(x) : x));
  const [one] = values;
  if (one === undefined) throw new Error('nothing to put together');
  const parts = values.map(({ text }) => text).join(', ');
  return broadcast(values, `torch.cat([${parts}], dim=${axisIn(one, axis)})`, layer.output);
};

const letters = 'abcdefghijklmnop';

/** Products summed over one axis of each input. */
export const dot: Emitter = (_, { inputs, config, output }) => {
  const axes = [config.axes ?? -1].flat().map(Number);
  let used = 1;
  const sides = inputs.map((value, i) => {
    const x = last(value);
    const rank = x.dims.length;
    const asked = axes[i] ?? axes[0] ?? -1;
    const axis = asked < 0 ? asked + rank : asked;
    const text = config.normalize === true ? `F.normalize(${x.text}, dim=${axis})` : x.text;
    const names = x.dims.map((__, place) => (place === 0 ? 'n' : place === axis ? 'z' : (letters[used++] ?? '')));
    return { text, names: names.join(''), others: names.filter((name) => name !== 'n' && name !== 'z').join('') };
  });
  const [a, b] = sides;
  if (!a || !b) throw new Error('a dot product has two inputs');
  const product = `torch.einsum("${a.names},${b.names}->n${a.others}${b.others}", ${a.text}, ${b.text})`;
  const dims = [inputs[0]?.dims[0] ?? 1, ...output];
  return { text: a.others + b.others === '' ? `${product}[:, None]` : product, dims, layout: 'last' };
};
