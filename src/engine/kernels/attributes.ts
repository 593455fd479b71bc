import type { backend_util, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';

/** Kernels get their inputs and attributes untyped: these readers parse them at that border. */
export function input(inputs: NamedTensorInfoMap, name: string): TensorInfo {
  const info = inputs[name];
  if (info === undefined) throw new Error(`kernel input ${name} is missing`);
  return info;
}

export function number(attrs: NamedAttrMap | undefined, name: string): number {
  const value = attrs?.[name];
  if (typeof value !== 'number') throw new Error(`kernel attribute ${name} is not a number`);
  return value;
}

export function numbers(attrs: NamedAttrMap | undefined, name: string): number[] {
  const value = attrs?.[name];
  if (!Array.isArray(value)) throw new Error(`kernel attribute ${name} is not a list`);
  return value.map((entry) => Number(entry));
}

export function pair(attrs: NamedAttrMap | undefined, name: string): [number, number] {
  const value = attrs?.[name];
  if (value === undefined || value === null) return [1, 1];
  if (typeof value === 'number') return [value, value];
  const [first, second] = numbers(attrs, name);
  if (first === undefined || second === undefined) throw new Error(`kernel attribute ${name} is not a pair`);
  return [first, second];
}

type Padding = Parameters<typeof backend_util.computeConv2DInfo>[4];

export function padding(attrs: NamedAttrMap | undefined): Padding {
  const value = attrs?.pad;
  if (typeof value === 'number') return value;
  if (value === 'same') return 'same';
  if (value === 'valid') return 'valid';
  if (Array.isArray(value)) {
    const [batch, rows, columns, channels] = value.map((entry) => (Array.isArray(entry) ? entry.map(Number) : []));
    return [two(batch), two(rows), two(columns), two(channels)];
  }
  throw new Error('kernel attribute pad is missing');
}

const two = (values: readonly number[] | undefined): [number, number] => [values?.[0] ?? 0, values?.[1] ?? 0];

export function shape4(shape: readonly number[]): [number, number, number, number] {
  const [a, b, c, d] = shape;
  if (a === undefined || b === undefined || c === undefined || d === undefined || shape.length !== 4) {
    throw new Error(`expected a 4-D shape, received [${shape.join(', ')}]`);
  }
  return [a, b, c, d];
}
