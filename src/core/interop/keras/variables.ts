import { snakeCase } from '../../document/names.ts';
import { objectOf, textOf } from './json.ts';

/** Where a layer's weight is in Keras's files, from the group of the layer. */
export interface VariablePlace {
  /** In a `.keras` file: `cell/vars/0`. */
  readonly store: readonly string[];
  /** In an `.h5` file, as Keras 3 names it: `lstm_cell/kernel`. */
  readonly names: readonly string[];
}

const recurrent: ReadonlySet<string> = new Set(['LSTM', 'GRU', 'SimpleRNN']);

/** Layers inside a MultiHeadAttention by the names of their weights. */
const projections: Readonly<Record<string, string>> = {
  query: 'query_dense',
  key: 'key_dense',
  value: 'value_dense',
  attention_output: 'output_dense',
};

/**
 * Places of a layer's weights, which are given by their names within it, in Keras's order: `kernel`, `query/kernel`,
 * `forward_lstm/kernel`. Source: Keras 3.15, what its own files hold.
 */
export function variablePlaces(
  className: string,
  config: Readonly<Record<string, unknown>>,
  weights: readonly string[],
): readonly VariablePlace[] {
  if (recurrent.has(className)) {
    const cell = `${snakeCase(className)}_cell`;
    return weights.map((name, i) => ({ store: ['cell', 'vars', String(i)], names: [cell, name] }));
  }
  if (className === 'TimeDistributed') {
    const { name, class_name: inner, config: own } = innerOf(config.layer);
    return variablePlaces(inner, own, weights).map(({ store, names }) => ({
      store: ['layer', ...store],
      names: [name, ...names],
    }));
  }
  if (className === 'Bidirectional') {
    const { class_name: inner, config: own } = innerOf(config.layer);
    return underFirstName(weights, (side, names) =>
      variablePlaces(inner, own, names).map(({ store, names: path }) => ({
        store: [side.startsWith('forward') ? 'forward_layer' : 'backward_layer', ...store],
        names: [side, ...path],
      })),
    );
  }
  if (className === 'MultiHeadAttention') {
    return underFirstName(weights, (part, names) =>
      names.map((name, i) => ({ store: [projections[part] ?? part, 'vars', String(i)], names: [part, name] })),
    );
  }
  const isDepthwise = /^DepthwiseConv\dD$/.test(className);
  return weights.map((name, i) => ({
    store: ['vars', String(i)],
    names: [isDepthwise && name === 'depthwise_kernel' ? 'kernel' : name],
  }));
}

function innerOf(layer: unknown) {
  const { class_name: className, config } = objectOf(layer);
  const own = objectOf(config);
  const inner = textOf(className) ?? '';
  return { class_name: inner, config: own, name: textOf(own.name) ?? snakeCase(inner) };
}

/** Names that have the same first part, one after another, taken together. */
function underFirstName(
  weights: readonly string[],
  places: (first: string, names: readonly string[]) => readonly VariablePlace[],
): readonly VariablePlace[] {
  const parts = new Map<string, string[]>();
  for (const weight of weights) {
    const [first = '', ...rest] = weight.split('/');
    const known = parts.get(first);
    if (known) known.push(rest.join('/'));
    else parts.set(first, [rest.join('/')]);
  }
  return [...parts].flatMap(([first, names]) => places(first, names));
}
