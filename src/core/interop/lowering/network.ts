import type { CompiledNetwork } from '../../compile/topology.ts';
import { problem } from '../../problems/messages.ts';
import type { Problem } from '../../problems/problem.ts';
import { fail, ok, type Result } from '../../result.ts';
import { outputShapes } from '../keras/output-shapes.ts';
import type { NamedTensor } from '../tensors.ts';
import { isRefusal, type LoweredLayer, type Refusal } from './layer.ts';

/** @param name of the layer, or of the one that holds it. */
export type Say<Value extends object> = (
  className: string,
  layer: LoweredLayer<Value>,
  name: string,
) => Value | Refusal;

/**
 * What each layer puts out, by its name, said in the order in which they are computed.
 * @param starts what comes in, by the name of its input layer.
 *
 * Errors: that of each layer which cannot be said, with its node.
 */
export function lowered<Value extends object>(
  network: CompiledNetwork,
  weights: readonly NamedTensor[],
  starts: ReadonlyMap<string, Value>,
  say: Say<Value>,
): Result<ReadonlyMap<string, Value>, readonly Problem[]> {
  const { layers } = network.topology.config;
  const shapes = outputShapes(layers);
  const named = new Map(weights.map((weight) => [weight.name, weight]));
  const values = new Map(starts);
  const problems: Problem[] = [];
  for (const layer of layers) {
    if (values.has(layer.name)) continue;
    const sources = layer.inbound_nodes[0] ?? [];
    const inputs = sources.flatMap(([source]) => values.get(source) ?? []);
    // What follows a layer that was refused has nothing to be computed from.
    if (inputs.length !== sources.length) continue;
    const owner = layer.shares_with ?? layer.name;
    const value = say(
      layer.class_name,
      {
        config: layer.config,
        inputs,
        output: shapes.get(layer.name) ?? [],
        weight: (own) => {
          const key = `${owner}/${own}`;
          const found = named.get(key);
          return found && { key, shape: found.shape, values: found.values };
        },
        inner: (className, held) => say(className, held, layer.name),
      },
      layer.name,
    );
    if (isRefusal(value)) problems.push(obstacle(layer.name, value, network));
    else values.set(layer.name, value);
  }
  return problems.length > 0 ? fail(problems) : ok(values);
}

function obstacle(name: string, { code, values }: Refusal, network: CompiledNetwork): Problem {
  const nodeId = network.nodeIds[name];
  return problem(code, { name, ...values }, nodeId === undefined ? {} : { nodeId });
}
