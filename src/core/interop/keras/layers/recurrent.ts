import { isObject, type JsonObject, objectOf, sameJson } from '../json.ts';
import type { LayerReader } from './reader.ts';

const recurrent: LayerReader = { required: ['units'], ignored: ['return_state', 'time_major'] };

/** Without the numbers by which Keras tells which objects of a file are one and the same in Python. */
function withoutIdentities(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIdentities);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'shared_object_id');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutIdentities(inner)]));
}

/** A wrapped layer with what the wrapper itself sets taken out. */
function wrapped(layer: unknown): JsonObject {
  const { config, ...rest } = objectOf(withoutIdentities(layer));
  const { zero_output_for_mask: _, name: __, ...own } = objectOf(config);
  return { ...rest, config: own };
}

/** The layer that reads from the end is mostly a copy of the other one, which Keras 3 writes out. */
function withoutCopy({ backward_layer: backward, ...config }: JsonObject): JsonObject {
  const layer = wrapped(config.layer);
  if (backward === undefined || backward === null) return { ...config, layer };
  const forth = objectOf(layer.config);
  const back = wrapped(backward);
  const turned = { ...objectOf(back.config), go_backwards: forth.go_backwards };
  const isCopy =
    back.class_name === layer.class_name &&
    forth.go_backwards !== objectOf(back.config).go_backwards &&
    sameJson(turned, forth);
  return isCopy ? { ...config, layer } : { ...config, layer, backward_layer: backward };
}

export const recurrentReaders = {
  embedding: { required: ['input_dim', 'output_dim'] },
  lstm: { ...recurrent, aliases: ['LSTMV2'] },
  // Before there was the choice, a GRU was reset before its product.
  gru: { ...recurrent, aliases: ['GRUV2'], defaults: { reset_after: false } },
  simpleRnn: recurrent,
  bidirectional: { required: ['layer'], prepare: withoutCopy },
  timeDistributed: { required: ['layer'], prepare: (config) => ({ ...config, layer: wrapped(config.layer) }) },
} satisfies Readonly<Record<string, LayerReader>>;
