import type { Config } from '../../lowering/config.ts';
import type { LoweredLayer, Refusal } from '../../lowering/layer.ts';
import { activationOf } from './activations.ts';
import type { GraphBuilder, Value } from './graph.ts';

/** A layer to be said in operators of ONNX. */
export type Layer = LoweredLayer<Value>;

export type Emitter = (graph: GraphBuilder, layer: Layer) => Value | Refusal;

export const refusedOption = (option: string, value: unknown): Refusal => ({
  code: 'export.onnx.option',
  values: { option, value: String(value) },
});

/** The activation that the layer ends with. */
export function activated(graph: GraphBuilder, y: Value, config: Config, key = 'activation'): Value | Refusal {
  const name = String(config[key] ?? 'linear');
  return activationOf(name)?.(graph, y) ?? refusedOption(key, name);
}
