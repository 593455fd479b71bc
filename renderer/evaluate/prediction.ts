import type { CompiledNetwork } from '../../src/core/compile/topology.ts';
import type { LayerMaps } from '../../src/engine/protocol.ts';

export interface Ranked {
  readonly label: number;
  readonly share: number;
}

/** Classes from the most to the least probable. */
export const ranked = (probabilities: ArrayLike<number>): readonly Ranked[] =>
  Array.from(probabilities, (share, label) => ({ label, share })).sort(
    (a, b) => b.share - a.share || a.label - b.label,
  );

/** Shannon's entropy in nats: 0 when one class has everything. */
export const entropy = (probabilities: ArrayLike<number>): number =>
  Array.from(probabilities).reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);

/** Below this share of the best class an answer counts as unsure. */
export const sureFrom = 0.8;

export interface ChainLayer {
  readonly name: string;
  readonly maps: LayerMaps;
}

/** Some of the layers that still hold pictures, in the network's order, first and last among them. */
export function chainLayers(
  network: CompiledNetwork,
  layers: Readonly<Record<string, LayerMaps>>,
  count = 3,
): readonly ChainLayer[] {
  const pictured = network.topology.config.layers.flatMap(({ name, class_name }) => {
    const maps = layers[network.nodeIds[name] ?? ''];
    return maps && maps.height > 1 && class_name !== 'InputLayer' ? [{ name, maps }] : [];
  });
  if (pictured.length <= count) return pictured;
  const step = (pictured.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, i) => pictured[Math.round(i * step)]).filter((layer) => layer !== undefined);
}
