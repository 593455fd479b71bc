import type { CompiledNetwork, InboundTensor, TensorRef, Topology, TopologyLayer } from '../../compile/topology.ts';
import { freshName, snakeCase } from '../../document/names.ts';
import { problem } from '../../problems/messages.ts';
import type { Problem } from '../../problems/problem.ts';
import { fail, ok, type Result } from '../../result.ts';
import { plainConfig } from './plain-config.ts';
import { isRefusal, type Refusal, type Rewritten, rewrites } from './rewrites.ts';

/**
 * The network in layers that plain tfjs computes as the engine does. Layers keep their names and weights; some are written
 * as several.
 * Errors: `export.tfjs.*`, one for each layer that has no such form, with its node.
 */
export function tfjsTopology(network: CompiledNetwork): Result<Topology, readonly Problem[]> {
  const { config } = network.topology;
  const taken = new Set(config.layers.map(({ name }) => name));
  const plans: Plan[] = [];
  const problems: Problem[] = [];
  for (const layer of config.layers) {
    const rewrite = Object.hasOwn(rewrites, layer.class_name) ? rewrites[layer.class_name] : undefined;
    const result = rewrite?.(layer) ?? unknownLayer(layer);
    if (isRefusal(result)) problems.push(obstacle(layer, result, network));
    else plans.push({ layer, pieces: result.pieces, names: namesOf(layer, result, taken) });
  }
  if (problems.length > 0) return fail(problems);
  const ends = new Map(plans.map(({ layer, names }) => [layer.name, names.at(-1) ?? layer.name]));
  const endOf = (name: string): string => ends.get(name) ?? name;
  return ok({
    class_name: 'Functional',
    config: {
      ...config,
      layers: plans.flatMap((plan) => layersOf(plan, endOf)),
      output_layers: config.output_layers.map(([name, ...rest]): TensorRef => [endOf(name), ...rest]),
    },
  });
}

/** What keeps plain tfjs from computing this network: one problem for each layer, none where it can be exported. */
export function tfjsObstacles(network: CompiledNetwork): readonly Problem[] {
  const topology = tfjsTopology(network);
  return topology.ok ? [] : topology.error;
}

interface Plan {
  readonly layer: TopologyLayer;
  readonly pieces: Rewritten['pieces'];
  /** Of the pieces. */
  readonly names: readonly string[];
}

const unknownLayer = ({ class_name: className }: TopologyLayer): Refusal => ({
  code: 'export.tfjs.layer',
  values: { layer: className },
});

function obstacle({ name }: TopologyLayer, { code, values, field }: Refusal, network: CompiledNetwork): Problem {
  const nodeId = network.nodeIds[name];
  return problem(code, { name, ...values }, { ...(nodeId !== undefined && { nodeId }), ...(field && { field }) });
}

/** @param taken names that are in use; the new ones are added. */
function namesOf(layer: TopologyLayer, { pieces, keepsWeights }: Rewritten, taken: Set<string>): readonly string[] {
  const own = keepsWeights ? 0 : pieces.length - 1;
  return pieces.map(({ className }, i) => {
    if (i === own) return layer.name;
    const name = freshName(`${layer.name}_${snakeCase(className)}`, taken);
    taken.add(name);
    return name;
  });
}

function layersOf({ layer, pieces, names }: Plan, endOf: (name: string) => string): readonly TopologyLayer[] {
  const [call = []] = layer.inbound_nodes;
  const sources = call.map(([name, ...rest]): InboundTensor => [endOf(name), ...rest]);
  return pieces.map(({ className, config, from }, i) => {
    const name = names[i] ?? layer.name;
    const inputs = from === 'source' ? [from] : from;
    const inbound = inputs.flatMap((input): readonly InboundTensor[] =>
      input === 'source' ? sources : [[names[input] ?? layer.name, 0, 0, {}]],
    );
    return {
      class_name: className,
      name,
      config: { ...plainConfig(config), name },
      inbound_nodes: inbound.length === 0 ? [] : [inbound],
    };
  });
}
