import { dockAll } from '../document/dock.ts';
import type { Edge, Group, LayerNode, StrideDocument, TrainingSettings } from '../document/schema.ts';
import { defaultTraining, documentVersion } from '../document/schema.ts';
import { type LayerKind, type LayerParams, layerOf, parseParams } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import type { Chained, Tensor } from './layer-calls.ts';
import { layerCalls } from './layer-calls.ts';
import { layoutNetwork } from './layout.ts';

export type { Tensor } from './layer-calls.ts';

/**
 * Writes a network down as its paper or Keras does, one line a layer. Params that are left out take the layer's
 * defaults; names that are left out are those that Keras gives (`conv2d`, `conv2d_1`…). A layer's id is its name, so
 * that the same code always makes the same document. Throws on a mistake in that code: a name used twice, params
 * that their schema refuses.
 */
export function network(title: string) {
  const nodes: Record<string, LayerNode> = {};
  const edges: Record<string, Edge> = {};
  const groups: Record<string, Group & { readonly members: string[] }> = {};
  const named = new Map<string, number>();
  let groupsMade = 0;
  /** Id of the group that layers are being made in. */
  let current: string | null = null;

  function layer<K extends LayerKind>(
    kind: K,
    inputs: readonly Tensor[],
    given: Partial<LayerParams<K>>,
    name: string | undefined,
  ): Tensor {
    const parsed = parseParams(kind, given);
    if (!parsed.ok) throw new Error(`${title}: ${name ?? kind}: ${parsed.error.message}`);
    const id = name ?? automaticName(named, kind, parsed.value);
    if (nodes[id]) throw new Error(`${title}: two layers are named ${id}`);
    nodes[id] = { id, kind, name: id, params: { ...parsed.value } };
    inputs.forEach(({ node }, port) => {
      const edge = `${node}>${id}:${port}`;
      edges[edge] = { id: edge, source: node, target: id, port };
    });
    if (current !== null) groups[current]?.members.push(id);
    return { node: id };
  }

  const chained =
    <K extends LayerKind>(kind: K): Chained<K> =>
    (x, params = {}, name) =>
      layer(kind, 'node' in x ? [x] : x, params, name);

  return {
    /** `shape` without the batch: `[224, 224, 3]`. */
    input: (shape: Shape, name?: string): Tensor => layer('input', [], { shape: [...shape] }, name),
    ...layerCalls(chained),

    /** The layers that `build` makes become one group on the canvas; groups made inside `build` lie in it. */
    group<T>(name: string, build: () => T): T {
      const id = `group_${++groupsMade}`;
      const parent = current;
      groups[id] = { id, name, members: [], parent, collapsed: false };
      current = id;
      const result = build();
      current = parent;
      const isEmpty = groups[id]?.members.length === 0 && !Object.values(groups).some((inner) => inner.parent === id);
      if (isEmpty) delete groups[id];
      return result;
    },

    /** Lets the layer behind `x` use the weights of the one behind `owner` instead of its own; gives `x` back. */
    tied: (x: Tensor, owner: Tensor): Tensor => {
      const node = nodes[x.node];
      if (node) nodes[x.node] = { ...node, sharesWith: owner.node };
      return x;
    },

    /** The finished document with its layout, activations and the like docked. `training` overrides the default settings. */
    document: (training: Partial<TrainingSettings> = {}): StrideDocument => {
      const drawn = dockAll({ graph: { nodes: { ...nodes }, edges: { ...edges } }, groups: { ...groups } });
      return {
        format: 'stride',
        version: documentVersion,
        name: title,
        ...drawn,
        layout: layoutNetwork(drawn.graph, drawn.groups),
        notes: {},
        training: { ...defaultTraining, ...training },
      };
    },
  };
}

export type NetworkBuilder = ReturnType<typeof network>;

function automaticName(named: Map<string, number>, kind: LayerKind, params: Readonly<Record<string, unknown>>): string {
  const base = snakeCase(layerOf(kind)?.keras(params).className ?? kind);
  const used = named.get(base) ?? 0;
  named.set(base, used + 1);
  return used === 0 ? base : `${base}_${used}`;
}

/** Keras's `to_snake_case`: `MaxPooling2D` → `max_pooling2d`, `LeakyReLU` → `leaky_re_lu`. */
const snakeCase = (className: string): string =>
  className
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
