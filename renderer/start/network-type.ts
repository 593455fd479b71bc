import type { Graph } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';

/** The families of networks that the course tells apart, in its order. */
export const networkTypes = ['feedForward', 'recurrent', 'convolutional', 'transformer'] as const;
export type NetworkType = (typeof networkTypes)[number];

/** What a network is, by its layers: attention makes it a Transformer whatever stands before it, as in ViT. */
export function networkTypeOf(graph: Graph): NetworkType {
  const families = new Set(Object.values(graph.nodes).map((node) => layerOf(node.kind)?.doc.family));
  if (families.has('attention')) return 'transformer';
  if (families.has('recurrent')) return 'recurrent';
  return families.has('convolution') ? 'convolutional' : 'feedForward';
}
