import type { Graph } from '../document/schema.ts';
import { effectiveGraph } from './effective.ts';
import { floatBytes } from './float-bytes.ts';
import type { Analysis } from './types.ts';

/** A layer among others in the order of flow. */
export interface FlowLayer {
  /** Places of the layers that it reads. */
  readonly inputs: readonly number[];
  /** Values that it puts out, of one sample. */
  readonly values: number;
  /** Training changes nothing of it: it has no weights, or they are frozen, and no penalty on its output counts. */
  readonly fixed: boolean;
  /** It has weights, and they are frozen. */
  readonly frozen: boolean;
  /** Its output is judged: it is never left to the base. */
  readonly judged: boolean;
}

/** The layers that training leaves as they are and that depend on no trained one. */
export interface FrozenBase {
  /** Places; none where no layer with weights is among them. */
  readonly places: ReadonlySet<number>;
  /** Those of them that the rest of the network reads, in order. */
  readonly ends: readonly number[];
  /** Values of one sample that all of them put out, and its ends alone. */
  readonly values: number;
  readonly endValues: number;
  /** Most values of one sample that are alive at once while it runs, each freed after its last reader, ends kept. */
  readonly peak: number;
}

const none: FrozenBase = { places: new Set(), ends: [], values: 0, endValues: 0, peak: 0 };

export function frozenBase(layers: readonly FlowLayer[]): FrozenBase {
  const places = new Set<number>();
  layers.forEach(({ fixed, inputs, judged }, place) => {
    if (fixed && !judged && inputs.every((input) => places.has(input))) places.add(place);
  });
  if (![...places].some((place) => layers[place]?.frozen)) return none;
  const lastRead = new Map<number, number>();
  const ends = new Set<number>();
  layers.forEach(({ inputs }, place) => {
    for (const input of inputs) {
      if (places.has(place)) lastRead.set(input, place);
      else if (places.has(input)) ends.add(input);
    }
  });
  let alive = 0;
  let peak = 0;
  let values = 0;
  let endValues = 0;
  for (const place of places) {
    const layer = layers[place];
    if (!layer) continue;
    values += layer.values;
    if (ends.has(place)) endValues += layer.values;
    alive += layer.values;
    peak = Math.max(peak, alive);
    for (const input of new Set(layer.inputs))
      if (lastRead.get(input) === place && !ends.has(input)) alive -= layers[input]?.values ?? 0;
  }
  return { places, ends: [...places].filter((place) => ends.has(place)), values, endValues, peak };
}

const known = new WeakMap<Analysis, { readonly source: Graph; readonly base: FrozenBase }>();

/** Of a document, places in `analysis.order`. A layer whose shape is unknown puts out nothing that could be counted. */
export function frozenBaseIn(source: Graph, analysis: Analysis): FrozenBase {
  const found = known.get(analysis);
  // For a moment an edited document is asked about with the analysis of the one before.
  if (found?.source === source) return found.base;
  const base = baseIn(effectiveGraph(source), analysis);
  known.set(analysis, { source, base });
  return base;
}

function baseIn({ nodes, edges }: Graph, analysis: Analysis): FrozenBase {
  if (!Object.values(nodes).some(({ frozen }) => frozen)) return none;
  const { order, outputIds } = analysis;
  const placeOf = new Map(order.map((id, place) => [id, place]));
  const inputs = order.map((): number[] => []);
  for (const { source, target } of Object.values(edges)) {
    const [from, to] = [placeOf.get(source), placeOf.get(target)];
    if (from !== undefined && to !== undefined) inputs[to]?.push(from);
  }
  const judged = new Set(outputIds);
  return frozenBase(
    order.map((id, place) => {
      const node = nodes[id];
      const ownerId = node?.sharesWith ?? id;
      const weighted = (analysis.node(ownerId)?.parameters.total ?? 0) > 0;
      const frozen = nodes[ownerId]?.frozen === true && weighted;
      // Layers without this setting have none in their parameters.
      const penalty = node?.params.activityRegularizer ?? null;
      return {
        inputs: inputs[place] ?? [],
        values: (analysis.node(id)?.activationBytes ?? 0) / floatBytes,
        fixed: (frozen || !weighted) && penalty === null,
        frozen,
        judged: judged.has(id),
      };
    }),
  );
}
