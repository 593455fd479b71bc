import { createAnalyzer } from '../src/core/analysis/analyze.ts';
import type { Graph } from '../src/core/document/schema.ts';
import { exampleInputs } from '../src/core/layers/examples.ts';
import type { LayerKind } from '../src/core/layers/registry.ts';
import { layerDefinitions } from '../src/core/layers/registry.ts';
import { type Random, seededRandom } from '../src/core/layers/testing/random.ts';
import { randomParams } from '../src/core/layers/testing/random-layer.ts';
import { drawLayer, type Made, withLayer } from '../src/core/layers/testing/random-network.ts';
import type { Shape } from '../src/core/math/shape.ts';
import { shapeSize } from '../src/core/math/shape.ts';

export interface RandomCase {
  readonly name: string;
  readonly seed: number;
  readonly graph: Graph;
}

/** Kinds that have no twin in Keras: a stranger's layer is only kept. */
const known = (kind: LayerKind): boolean => kind !== 'custom';
const options = { allows: known, mistakes: 0 };

/** Beyond this many values a layer takes Keras longer than it proves. */
const largest = 20_000;

/** Whether what feeds a layer is what it reads: an embedding reads whole numbers, which only an Input has. */
const readable = (kind: LayerKind, sources: readonly (Made | undefined)[]): boolean =>
  kind !== 'embedding' || sources.every((source) => source?.kind === 'input');

/**
 * TensorFlow 2.21 is wrong for some depthwise convolutions whose strides differ (docs/decisions/0006), and has no transposed
 * convolution with dilation on a processor.
 */
function rightInTensorFlow(kind: LayerKind, { strides, dilationRate }: Made['params']): boolean {
  if (/^conv\dd?Transpose$/i.test(kind)) return [dilationRate].flat().every((rate) => rate === 1 || rate === undefined);
  return !/^(depthwise|separable)Conv2d$/.test(kind) || !Array.isArray(strides) || strides[0] === strides[1];
}

/** Networks with branches and merges, of every kind; `count` of them, the same for the same seeds. */
export function randomNetworks(count: number, firstSeed: number): readonly RandomCase[] {
  return Array.from({ length: count }, (_, i) => {
    const seed = firstSeed + i;
    return { name: `network ${i + 1}`, seed, graph: grow(seededRandom(seed)) };
  });
}

function grow(random: Random): Graph {
  const analyzer = createAnalyzer();
  const wanted = random.int(4, 14);
  let graph: Graph = { nodes: {}, edges: {} };
  const made: Made[] = [];
  for (let tries = 0; made.length < wanted && tries < wanted * 8; tries++) {
    const { kind, params, inbound } = drawLayer(random, made, made.length === 0, options);
    const sources = inbound.map((i) => made[i]);
    if (!readable(kind, sources) || !rightInTensorFlow(kind, params)) continue;
    const id = `${kind}_${made.length}`;
    const grown = withLayer(
      graph,
      { id, kind, name: id, params },
      sources.map((source) => source?.id ?? ''),
    );
    const node = analyzer.analyze(grown).nodes[id];
    if (!node?.output || shapeSize(node.output.shape) > largest) continue;
    graph = grown;
    const inputs = sources.map((source) => source?.shape ?? []);
    made.push({ id, kind, params, inbound, inputs, shape: node.output.shape, node });
  }
  return graph;
}

/** Kinds with so many settings that a few draws miss their usual combinations. */
const manySettings: ReadonlySet<LayerKind> = new Set<LayerKind>(['lstm', 'gru', 'simpleRnn', 'multiHeadAttention']);

/** Each kind by itself with `count` draws of its params or more, on inputs of several shapes and ranks. */
export function randomLayers(count: number, firstSeed: number): readonly RandomCase[] {
  return layerDefinitions
    .filter(({ kind }) => known(kind) && kind !== 'input')
    .flatMap(({ kind }, place) =>
      Array.from({ length: manySettings.has(kind) ? count * 3 : count }, (_, i): RandomCase => {
        const seed = firstSeed + 1000 * place + i;
        return { name: `${kind} ${i + 1}`, seed, graph: alone(kind, seededRandom(seed)) };
      }),
    );
}

/** A layer that accepts what it is given, found by drawing again. */
function alone(kind: LayerKind, random: Random): Graph {
  for (let tries = 0; tries < 200; tries++) {
    const examples = exampleInputs(kind);
    const varied = new Map(examples.map((shape) => [shape.join(), vary(shape, random)]));
    const inputs = examples.map((shape) => varied.get(shape.join()) ?? shape);
    const drawn = randomParams[kind](random, inputs);
    if (!rightInTensorFlow(kind, drawn)) continue;
    let graph: Graph = { nodes: {}, edges: {} };
    inputs.forEach((shape, port) => {
      graph = withLayer(
        graph,
        { id: `in${port}`, kind: 'input', name: `in${port}`, params: { shape: [...shape] } },
        [],
      );
    });
    const layer = { id: 'layer', kind, name: 'layer', params: { ...drawn } };
    graph = withLayer(
      graph,
      layer,
      inputs.map((_, port) => `in${port}`),
    );
    if (createAnalyzer().analyze(graph).nodes.layer?.output) return graph;
  }
  throw new Error(`No params were found that ${kind} accepts`);
}

/** The same rank, with sizes from small to the example's own. Inputs that are alike in the example stay alike. */
function vary(shape: Shape, random: Random): number[] {
  return shape.map((n) => (random.chance(0.5) ? n : Math.max(1, Math.min(n, random.int(2, 12)))));
}
