import type { Graph, LayerNode } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import type { Shape } from '../math/shape.ts';
import { sameShape } from '../math/shape.ts';
import type { FigureStore } from './figure-store.ts';
import { noProblems } from './figures.ts';
import { analyzeNode } from './node.ts';
import type { Structure } from './structure.ts';

/** Layers that do nothing, with the working layer whose output goes out of each. */
type Sources = ReadonlyMap<string, { readonly source: string | null }>;

export interface Feed {
  /** Layer at the other end of the wire. */
  readonly id: string;
  /** Working layer whose output comes through the wire; `null`: nothing does. */
  readonly live: string | null;
}

/** What arrives at a layer, in port order. */
export function feedsOf(graph: Graph, structure: Structure, place: number, idle: Sources): readonly Feed[] {
  return [...structure.inputs.row(place)].flatMap((input): Feed[] => {
    const id = structure.order[input] ?? '';
    const found = idle.get(id);
    if (found) return [{ id, live: found.source }];
    // A layer with a mode that comes later is on a circle, which has its own problem.
    return graph.nodes[id]?.mode === undefined ? [{ id, live: id }] : [];
  });
}

/** What bypassed layers with several inputs chose by: how the layers are wired, and their shapes. */
export interface Choices {
  readonly structure: Structure;
  readonly shapes: Shapes;
}

/**
 * The same after nodes were exchanged whose mode and kind are as before, following their shapes down the wires; `null` where
 * a layer now chooses another input, or where that cannot be told from what changed.
 */
export function sameChoices(
  before: Choices,
  old: Graph,
  graph: Graph,
  exchanged: Iterable<string>,
  idle: Sources,
): Choices | null {
  const { structure } = before;
  // On a circle it matters in which order shapes became known.
  if (structure.cycles.length > 0) return null;
  const { order, consumers } = structure;
  const touched = new Uint8Array(order.length);
  let [first, last] = [order.length, -1];
  const touch = (place: number): void => {
    touched[place] = 1;
    first = Math.min(first, place);
    last = Math.max(last, place);
  };
  for (const id of exchanged) if (old.nodes[id] !== graph.nodes[id]) touch(structure.placeOf(id));
  if (last < 0) return before;
  const shapes = before.shapes.copy();
  for (let place = first; place <= last; place++) {
    const id = order[place] ?? '';
    const node = graph.nodes[id];
    if (touched[place] === 0 || !node) continue;
    const stands = idle.get(id);
    const live = feedsOf(graph, structure, place, idle).flatMap((feed) => feed.live ?? []);
    if (node.mode === 'bypass' && live.length > 1 && shapes.choose(node, live) !== stands?.source) return null;
    const from = stands ? (stands.source === null ? [] : [stands.source]) : live;
    if (!shapes.learn(node, from, stands !== undefined)) for (const next of consumers.row(place)) touch(next);
  }
  return { structure, shapes };
}

/** Output shapes of the working layers, as far as they are known. */
export class Shapes {
  readonly #store: FigureStore;
  readonly #known: Map<string, Shape | null>;

  constructor(store: FigureStore, known?: ReadonlyMap<string, Shape | null>) {
    this.#store = store;
    this.#known = new Map(known);
  }

  copy(): Shapes {
    return new Shapes(this.#store, this.#known);
  }

  /** @returns whether the shape is the one that was known. */
  learn(node: LayerNode, live: readonly string[], isIdle: boolean): boolean {
    const [first] = live;
    const before = this.#of(node.id);
    const now = isIdle ? this.#of(first) : this.#output(node, live);
    this.#known.set(node.id, now);
    return before === now || (before !== null && now !== null && sameShape(before, now));
  }

  /** The input that looks like what the layer would put out: all of its shape, else its rank, else the first. */
  choose(node: LayerNode, live: readonly string[]): string | null {
    const wanted = this.#output(node, live);
    const alike = (fits: (shape: Shape, wanted: Shape) => boolean): string | undefined =>
      live.find((id) => {
        const shape = this.#of(id);
        return shape !== null && wanted !== null && fits(shape, wanted);
      });
    return alike(sameShape) ?? alike((shape, { length }) => shape.length === length) ?? live[0] ?? null;
  }

  #of(id: string | undefined): Shape | null {
    return id === undefined ? null : (this.#known.get(id) ?? null);
  }

  #output(node: LayerNode, live: readonly string[]): Shape | null {
    const definition = layerOf(node.kind);
    const inputs = live.map((id) => this.#of(id));
    const params = this.#store.read(definition, node);
    const fields = inputs.map(() => null);
    const { output } = analyzeNode({ node, definition, params, inputs, fields, placed: noProblems }, this.#store);
    return output?.shape ?? null;
  }
}
