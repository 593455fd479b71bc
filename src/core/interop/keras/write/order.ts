import type { GraphLayer, KerasModel, Ref } from './graph.ts';

interface Walk {
  /** Calls, each after what feeds it. */
  readonly finished: readonly Call[];
  /** Number of each layer, counted when it is first met. */
  readonly indices: ReadonlyMap<string, number>;
}

interface Call {
  readonly layer: GraphLayer;
  readonly index: number;
  readonly key: string;
}

const keyOf = (layer: string, call: number): string => `${call}/${layer}`;

/**
 * The layers in the order in which Keras lists those of the model that it makes of them, functions of Keras's among them:
 * by depth from the outputs, deepest first, within a depth as a walk against the wires meets them. The names of weights in a
 * `.keras` file, and the order of layers in an `.h5` file, are by this order.
 * Source: Keras 3.15, `src/ops/function.py`, `map_graph`.
 */
export function modelOrder({ layers, inputs, outputs }: KerasModel): readonly GraphLayer[] {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const { finished, indices } = walk(byName, outputs);
  const ofCalls = new Map<string, number>();
  const ofLayers = new Map<string, number>();
  const known = new Set(finished.map(({ key }) => key));
  for (const { layer, index, key } of [...finished].reverse()) {
    // A layer used at several depths is as deep as the deepest of its uses that were met.
    const depth = Math.max(ofCalls.get(key) ?? 0, ofLayers.get(layer.name) ?? 0);
    ofLayers.set(layer.name, depth);
    for (const { ref } of layer.calls[index]?.tensors ?? []) {
      const source = keyOf(ref[0], ref[1]);
      if (known.has(source)) ofCalls.set(source, Math.max(depth + 1, ofCalls.get(source) ?? 0));
    }
  }
  for (const [name] of inputs) if (!ofLayers.has(name)) ofLayers.set(name, 0);
  return [...ofLayers]
    .flatMap(([name, depth]) => {
      const layer = byName.get(name);
      return layer ? [{ layer, depth, index: indices.get(name) ?? -1 }] : [];
    })
    .sort((a, b) => b.depth - a.depth || a.index - b.index)
    .map(({ layer }) => layer);
}

/** Depth first, with a stack of our own: a plain chain of some thousand layers would exhaust the call stack. */
function walk(layers: ReadonlyMap<string, GraphLayer>, outputs: readonly Ref[]): Walk {
  const finished: Call[] = [];
  const done = new Set<string>();
  const indices = new Map<string, number>();
  for (const output of outputs) {
    const open: { readonly call: Call; readonly sources: readonly Ref[]; next: number }[] = [];
    const enter = ([name, index]: Ref): void => {
      const layer = layers.get(name);
      const key = keyOf(name, index);
      if (!layer || done.has(key)) return;
      if (!indices.has(name)) indices.set(name, indices.size);
      const sources = layer.calls[index]?.tensors.map(({ ref }) => ref) ?? [];
      open.push({ call: { layer, index, key }, sources, next: 0 });
    };
    enter(output);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const source = top.sources[top.next++];
      if (source) enter(source);
      else {
        open.pop();
        done.add(top.call.key);
        finished.push(top.call);
      }
    }
  }
  return { finished, indices };
}
