import { beforeAll, expect, test } from 'vitest';
import { createAnalyzer } from '../analysis/analyze.ts';
import type { NodeAnalysis } from '../analysis/types.ts';
import type { Graph, LayerNode } from '../document/schema.ts';
import { formatShape, type Shape } from '../math/shape.ts';
import { exampleInputs, exampleParams } from './examples.ts';
import { type LayerKind, layerDefinitions, layerOf } from './registry.ts';
import { absentFromTfjs, type Case, onlyStrideAccepts, onlyTfjsAccepts, tfjsIgnores } from './testing/asymmetries.ts';
import { type Random, seededRandom } from './testing/random.ts';
import { type DrawOptions, drawLayer, type Made, withLayer } from './testing/random-network.ts';
import {
  type BuiltLayer,
  buildWithTfjs,
  type ReferenceLayer,
  startTfjs,
  tensorCount,
} from './testing/tfjs-reference.ts';

const networks = 10_000;
const firstSeed = 20_261_122;
const comparable: DrawOptions = { allows: (kind) => !absentFromTfjs.has(kind), mistakes: 0.06 };

beforeAll(startTfjs);

test(`${networks} random networks are what tfjs builds and computes, and what is refused tfjs refuses`, async () => {
  const tally = new Tally();
  const tensors = tensorCount();
  for (let seed = firstSeed; seed < firstSeed + networks; seed++) await compareNetwork(seededRandom(seed), seed, tally);
  console.log(tally.report());

  expect(tally.differences).toEqual([]);
  expect(tally.networks).toBe(networks);
  // Each kind was built, and each exception is one that really occurs.
  for (const { kind } of layerDefinitions.filter((one) => !absentFromTfjs.has(one.kind)))
    expect(tally.builtOf(kind), `${kind} built`).toBeGreaterThan(20);
  for (const { name } of [...onlyTfjsAccepts, ...onlyStrideAccepts, ...tfjsIgnores].filter(({ rare }) => !rare))
    expect(tally.exceptionsOf(name), name).toBeGreaterThan(0);
  expect(tally.agreedRefusals).toBeGreaterThan(networks / 2);
  expect(tensorCount()).toBe(tensors);
});

test('a kind that is not compared is one that tfjs does not have', async () => {
  for (const kind of absentFromTfjs) {
    const params = exampleParams(kind);
    const verdict = await buildWithTfjs(isolated({ kind, params, inputs: exampleInputs(kind), codes: [], fields: [] }));
    expect(verdict, kind).toMatchObject({ outcome: 'refused', message: expect.stringContaining('Unknown layer') });
  }
});

/** Grows one network layer by layer; what Stride refuses is tried alone in tfjs and left out, the rest is built at the end. */
async function compareNetwork(random: Random, seed: number, tally: Tally): Promise<void> {
  const analyzer = createAnalyzer();
  let graph: Graph = { nodes: {}, edges: {} };
  const made: Made[] = [];
  const size = random.int(4, 12);
  const sources = random.chance(0.2) ? 2 : 1;

  for (let i = 0; i < size; i++) {
    const { kind, inbound, params } = drawLayer(random, made, i < sources, comparable);
    const id = `${kind}_${i}`;
    const grown = withLayer(
      graph,
      { id, kind, name: id, params },
      inbound.map((k) => made[k]?.id ?? ''),
    );
    const node = analyzer.analyze(grown).nodes[id];
    if (!node) throw new Error(`${id} was not analysed`);
    const inputs = inbound.map((k) => made[k]?.shape ?? []);
    const one: Case = {
      kind,
      params,
      inputs,
      codes: node.problems.map(({ code }) => code),
      fields: node.problems.flatMap(({ field }) => field ?? []),
    };
    const exception = onlyStrideAccepts.find(({ covers }) => node.output && covers(one));
    const ignored = tfjsIgnores.find(({ covers }) => node.output && covers(one));
    if (node.output && !exception && !ignored) {
      graph = grown;
      made.push({ id, kind, params, inbound, inputs, shape: node.output.shape, node });
      continue;
    }
    const alone = await buildWithTfjs(isolated(one));
    if (exception) tally.exception(exception.name, alone.outcome !== 'runs', seed, one);
    else if (ignored) tally.exception(ignored.name, alone.outcome === 'runs', seed, one);
    else if (alone.outcome === 'runs') {
      const known = onlyTfjsAccepts.filter(({ covers }) => covers(one));
      tally.exception(known[0]?.name ?? 'none', known.length === 1, seed, one, alone.layers.at(-1)?.computed);
    } else tally.agreedRefusals++;
  }

  const verdict = await buildWithTfjs(made.map(referenceOf));
  tally.networks++;
  if (verdict.outcome !== 'runs') {
    tally.differences.push(`network ${seed}: ${verdict.outcome} by tfjs: ${verdict.message}`);
    return;
  }
  made.forEach(({ id, kind, node }, i) => {
    const built = verdict.layers[i];
    if (built) tally.compare(`network ${seed}, ${id}`, kind, node, built);
  });
}

function kerasOf(kind: LayerKind, params: LayerNode['params'], inputs: readonly Shape[]) {
  const definition = layerOf(kind);
  if (!definition) throw new Error(`${kind} has no definition`);
  return definition.keras(params, inputs);
}

const referenceOf = ({ id, kind, params, inputs, inbound }: Made): ReferenceLayer => ({
  name: id,
  keras: kerasOf(kind, params, inputs),
  inbound,
});

/** One layer as its user wrote it, with nothing before it but inputs of the right shapes. */
function isolated({ kind, params, inputs }: Case): ReferenceLayer[] {
  const sources = inputs.map((shape, i) => ({
    name: `source_${i}`,
    keras: kerasOf('input', { shape }, []),
    inbound: [],
  }));
  return [...sources, { name: 'layer', keras: kerasOf(kind, params, []), inbound: inputs.map((_, i) => i) }];
}

/** What was compared, and where the two sides differ. */
class Tally {
  networks = 0;
  agreedRefusals = 0;
  readonly differences: string[] = [];
  private readonly built = new Map<LayerKind, number>();
  private readonly exceptions = new Map<string, number>();

  builtOf = (kind: LayerKind): number => this.built.get(kind) ?? 0;
  exceptionsOf = (name: string): number => this.exceptions.get(name) ?? 0;

  compare(where: string, kind: LayerKind, node: NodeAnalysis, built: BuiltLayer): void {
    this.built.set(kind, this.builtOf(kind) + 1);
    const ours = {
      announced: node.output?.shape,
      computed: node.output?.shape,
      weights: node.weights.map(({ name, shape, trainable }) => ({ name, shape, trainable })),
      parameters: node.parameters.total,
    };
    if (!sameJson(ours, built))
      this.differences.push(`${where}: Stride ${JSON.stringify(ours)}, tfjs ${JSON.stringify(built)}`);
  }

  exception(name: string, expected: boolean, seed: number, one: Case, computed: Shape = []): void {
    this.exceptions.set(name, this.exceptionsOf(name) + 1);
    if (expected) return;
    const inputs = one.inputs.map(formatShape).join(', ');
    const what = `${one.kind} ${JSON.stringify(one.params)} on ${inputs}`;
    this.differences.push(
      `network ${seed}: ${name}: ${what}: Stride ${one.codes.join()}, tfjs ${formatShape(computed)}`,
    );
  }

  report(): string {
    const layers = [...this.built.values()].reduce((sum, n) => sum + n, 0);
    const rows = [...this.exceptions].map(([name, n]) => `  ${n} × ${name}`);
    return [
      `${this.networks} networks, ${layers} layers equal, ${this.agreedRefusals} refusals shared; exceptions:`,
      ...rows,
    ].join('\n');
  }
}

const sameJson = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
