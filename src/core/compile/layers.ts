import { effectiveGraph } from '../analysis/effective.ts';
import type { Analysis } from '../analysis/types.ts';
import type { Graph } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { inputsByPort, kerasOrder } from './keras-order.ts';

/** A line of Keras's `model.summary()`. */
export interface KerasSummaryLayer {
  /** Node of the document. */
  readonly id: string;
  readonly name: string;
  /** Keras's class; the kind where this version does not know it. */
  readonly className: string;
  /** Batch left out; `null` where unknown. */
  readonly outputShape: Shape | null;
  readonly parameters: number;
  readonly trainable: number;
  readonly macs: number;
  /** Names of the layers that feed it, in port order. */
  readonly inbound: readonly string[];
}

/** The network's layers as Keras counts and orders them, those that work; incomplete networks too. */
export function kerasLayers(source: Graph, analysis: Analysis): readonly KerasSummaryLayer[] {
  const graph = effectiveGraph(source);
  const inputs = inputsByPort(graph);
  return kerasOrder(graph, analysis.order, analysis.outputIds).flatMap((id) => {
    const node = graph.nodes[id];
    const figures = analysis.nodes[id];
    if (!node || !figures) return [];
    return [
      {
        id,
        name: node.name,
        className: kerasClass(node.kind, node.params),
        outputShape: figures.output?.shape ?? null,
        parameters: figures.parameters.total,
        trainable: figures.parameters.trainable,
        macs: figures.cost?.macs.value ?? 0,
        inbound: (inputs.get(id) ?? []).map((source) => graph.nodes[source]?.name ?? source),
      },
    ];
  });
}

function kerasClass(kind: string, params: unknown): string {
  const definition = layerOf(kind);
  if (!definition) return kind;
  const own = definition.params.safeParse(params);
  if (own.success) return definition.keras(own.data).className;
  // Wrong params do not change the class, but only read ones can be asked for it.
  const defaults = definition.params.safeParse({});
  return defaults.success ? definition.keras(defaults.data).className : kind;
}
