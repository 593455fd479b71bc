import { analyze } from '../../core/analysis/analyze.ts';
import { documentOf, type Line } from '../../core/analysis/testing/graph.ts';
import { compileNetwork } from '../../core/compile/compile.ts';
import type { CompiledNetwork } from '../../core/compile/topology.ts';
import { exampleInputs, exampleParams } from '../../core/layers/examples.ts';
import { type LayerKind, layerDefinitions, type ParsedParams } from '../../core/layers/registry.ts';
import { type Random, seededRandom } from '../../core/layers/testing/random.ts';
import { randomParams } from '../../core/layers/testing/random-layer.ts';
import type { Shape } from '../../core/math/shape.ts';

/** A small network around one layer: a Dense before each of its inputs, and behind it Flatten and a softmax. */
export interface KindNetwork {
  readonly kind: LayerKind;
  readonly name: string;
  readonly network: CompiledNetwork;
  /** What it is fed is below this, and whole: token ids. Else any numbers. */
  readonly tokens: number | null;
}

export const kindClasses = 3;

/** Of the example inputs, and of nothing that a backend in software would be long about. */
const byRank: readonly Shape[] = [[], [6], [5, 4], [6, 5, 4], [4, 5, 4, 2]];

/** In place of defaults made for real networks, where a kind has such a param. */
const smaller: Readonly<Record<string, unknown>> = {
  units: 3,
  filters: 3,
  inputDim: 7,
  outputDim: 3,
  numHeads: 2,
  keyDim: 3,
  patchSize: [2, 3],
  targetShape: [-1, 2],
};

const smallerOf: { readonly [K in LayerKind]?: ParsedParams } = {
  groupNormalization: { groups: 2 },
  bidirectional: { layer: { kind: 'lstm', params: { units: 2, returnSequences: true } } },
  timeDistributed: { layer: { kind: 'dense', params: { units: 3 } } },
};

/** Kinds that are trained: all but the network's start, and a stranger's layer, which is only kept. */
export const trainedKinds: readonly LayerKind[] = layerDefinitions
  .map(({ kind }): LayerKind => kind)
  .filter((kind) => kind !== 'input' && kind !== 'custom');

function exampleParamsOf(kind: LayerKind): ParsedParams {
  const params = exampleParams(kind);
  const changed = Object.entries(smaller).filter(([key]) => key in params);
  return { ...params, ...Object.fromEntries(changed), ...smallerOf[kind] };
}

const smallInputs = (kind: LayerKind): readonly Shape[] =>
  exampleInputs(kind).map((shape) => byRank[shape.length] ?? shape);

/** The example of a kind, then `draws` of its params by chance, the same each time. */
export function networksOf(kind: LayerKind, draws: number): readonly KindNetwork[] {
  const example = around(kind, 'example', exampleParamsOf(kind));
  if (example === null) throw new Error(`the example of ${kind} does not compile`);
  const random = seededRandom(97 + trainedKinds.indexOf(kind));
  return [example, ...Array.from({ length: draws }, (_, i) => drawn(kind, `draw ${i + 1}`, random))];
}

function drawn(kind: LayerKind, name: string, random: Random): KindNetwork {
  for (let tries = 0; tries < 300; tries++) {
    const made = around(kind, name, randomParams[kind](random, smallInputs(kind)));
    if (made !== null) return made;
  }
  throw new Error(`no params were found that ${kind} accepts`);
}

function around(kind: LayerKind, name: string, params: object): KindNetwork | null {
  const shapes = smallInputs(kind);
  const shape = [...(shapes[0] ?? [])];
  const tokens = kind === 'embedding' && 'inputDim' in params ? Number(params.inputDim) : null;
  const before = tokens === null ? shapes.map((_, port) => `before${port}`) : ['in'];
  const units = shape.at(-1) ?? 1;
  const lines: Line[] = [
    ['in', 'input', { shape }],
    ...(tokens === null ? before.map((id): Line => [id, 'dense', { units, useBias: false }, ['in']]) : []),
    ['layer', kind, { ...params }, before],
  ];
  const output = analyze(documentOf(lines).graph).nodes.layer?.output?.shape;
  if (output === undefined || output.length === 0) return null;
  const flat: Line[] = output.length > 1 ? [['flat', 'flatten', {}, ['layer']]] : [];
  const last: Line = [
    'out',
    'dense',
    { units: kindClasses, activation: 'softmax' },
    [flat.length > 0 ? 'flat' : 'layer'],
  ];
  const compiled = compileNetwork(documentOf([...lines, ...flat, last]));
  return compiled.ok ? { kind, name: `${kind}, ${name}`, network: compiled.value, tokens } : null;
}
