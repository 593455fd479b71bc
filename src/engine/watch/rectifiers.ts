import type { CompiledNetwork, TopologyLayer } from '../../core/compile/topology.ts';

const rectified: ReadonlySet<unknown> = new Set(['relu', 'relu6']);

/** Names of the layers whose output is 0 for all that is below 0: a unit that never leaves it learns nothing more. */
export const rectifierNames = ({ topology }: CompiledNetwork): ReadonlySet<string> =>
  new Set(topology.config.layers.filter(isRectifier).map(({ name }) => name));

/** A layer's own activation is read from its config: the engine computes it with the layer, in one kernel. */
function isRectifier({ class_name, config }: TopologyLayer): boolean {
  if (class_name === 'ReLU') return (config.negative_slope ?? 0) === 0;
  return rectified.has(config.activation);
}
