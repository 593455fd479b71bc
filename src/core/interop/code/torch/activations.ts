import type { Refusal } from '../../lowering/layer.ts';
import { literal } from '../python.ts';
import { type Layer, type ModuleBuilder, refusedOption } from './builder.ts';
import { axisIn, type Value } from './value.ts';

/** `x` and the axis of its channels as Python; gives an expression. */
type Activation = (x: string, axis: number) => string;

const of =
  (name: string): Activation =>
  (x) =>
    `${name}(${x})`;

/** Keras's activations by their Keras names, with Keras 3's constants. */
const activations: Readonly<Record<string, Activation>> = {
  linear: (x) => x,
  relu: of('F.relu'),
  relu6: of('F.relu6'),
  elu: of('F.elu'),
  selu: of('F.selu'),
  sigmoid: of('torch.sigmoid'),
  hard_sigmoid: of('F.hardsigmoid'),
  tanh: of('torch.tanh'),
  softmax: (x, axis) => `F.softmax(${x}, dim=${axis})`,
  log_softmax: (x, axis) => `F.log_softmax(${x}, dim=${axis})`,
  softplus: of('F.softplus'),
  softsign: of('F.softsign'),
  exponential: of('torch.exp'),
  silu: of('F.silu'),
  swish: of('F.silu'),
  leaky_relu: (x) => `F.leaky_relu(${x}, 0.2)`,
  hard_silu: of('F.hardswish'),
  hard_swish: of('F.hardswish'),
  mish: of('F.mish'),
  gelu: of('F.gelu'),
};

const activationOf = (name: string): Activation | undefined =>
  Object.hasOwn(activations, name) ? activations[name] : undefined;

/** The activation that the layer ends with, of what a line before it may have computed. */
export function activated(code: ModuleBuilder, y: Value, { config }: Pick<Layer, 'config'>): Value | Refusal {
  const name = String(config.activation ?? 'linear');
  const activation = activationOf(name);
  if (!activation) return refusedOption('activation', name);
  if (name === 'linear') return y;
  const axis = axisIn(y, y.dims.length - 1);
  const text = activation(y.text, axis === y.dims.length - 1 ? -1 : axis);
  return { ...y, text: text.length > longest ? activation(code.set(y).text, axis) : text };
}

/** Beyond this a line of its own is better. */
const longest = 72;

/** The function itself, for a layer that applies it at each step. */
export function activationFunction(name: string): string | undefined {
  const activation = activationOf(name);
  if (!activation) return undefined;
  const text = activation('x', -1);
  return text.endsWith('(x)') ? text.slice(0, -3) : `lambda x: ${text}`;
}

/** `x` from `threshold` to `max`, `slope · (x − threshold)` below: Keras's ReLU. */
export function bent(code: ModuleBuilder, x: string, max: number | null, slope: number, threshold: number): string {
  if (threshold === 0 && slope === 0) {
    if (max === null) return `F.relu(${x})`;
    return max === 6 ? `F.relu6(${x})` : `${x}.clamp(0, ${literal(max)})`;
  }
  if (threshold === 0 && max === null) return `F.leaky_relu(${x}, ${literal(slope)})`;
  const given = [
    x,
    ...(max === null ? [] : [`max_value=${literal(max)}`]),
    ...(slope === 0 ? [] : [`negative_slope=${literal(slope)}`]),
    ...(threshold === 0 ? [] : [`threshold=${literal(threshold)}`]),
  ];
  return `${code.helper('bent_relu')}(${given.join(', ')})`;
}
