import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { compileNetwork } from '../compile/compile.ts';
import { applyCommands } from '../document/commands.ts';
import { duplicate } from '../document/fragment.ts';
import { insertBlock } from '../document/insert-block.ts';
import type { StrideDocument } from '../document/schema.ts';
import { networkBlock } from './network-block.ts';
import { drawnAnew, partRuns, partWeights, withParts } from './parts.ts';
import type { Trained } from './trained.ts';

const dense = (units: number) => ({ units });
const source = documentOf([
  ['in', 'input', { shape: [4] }],
  ['dense', 'dense', dense(3), ['in']],
  ['dense_1', 'dense', dense(5), ['dense']],
  ['dense_2', 'dense', dense(2), ['dense_1']],
]);
/** A Dense of the same name and shape as the one that comes, which must not get its weights. */
const target = documentOf([
  ['in', 'input', { shape: [4] }],
  ['dense', 'dense', dense(4), ['in']],
]);

const compiled = (document: StrideDocument) => {
  const network = compileNetwork(document);
  if (!network.ok) throw new Error('it does not compile');
  return network.value;
};

/** Every value of a layer's weights is `of` plus the layer's place. */
function trainedAs(document: StrideDocument, of: number): Trained {
  const network = compiled(document);
  const analysis = analyze(document.graph);
  const weights = network.topology.config.layers.flatMap(({ name }, i) =>
    (analysis.node(network.nodeIds[name] ?? '')?.weights ?? []).map((weight) => ({
      name: `${name}/${weight.name}`,
      shape: weight.shape,
      values: new Float32Array(weight.shape.reduce((size, side) => size * side, 1)).fill(of + i),
    })),
  );
  return { network, weights };
}

function insert(into: StrideDocument, runId: string | null, cut: string | null, after: string): StrideDocument {
  const block = networkBlock({ name: 'Base', drawing: source, runId }, cut);
  if (!block) throw new Error('there is no network');
  return applyCommands(into, insertBlock(into, block, { at: { x: 0, y: 0 }, after }).commands);
}

function started(document: StrideDocument, runs: Readonly<Record<string, Trained>>) {
  const analysis = analyze(document.graph);
  const network = compiled(document);
  const parts = partWeights(network, {
    graph: document.graph,
    analysis,
    trained: (runId) => runs[runId] ?? null,
    isElsewhere: () => false,
  });
  const all = withParts(drawnAnew(network, analysis), parts);
  return { parts, all, first: Object.fromEntries(all.weights().map(({ name, values }) => [name, values[0]])) };
}

describe('a network as a block of another', () => {
  it('comes as one group of its name, without its input, up to the cut', () => {
    const after = insert(target, 'r', 'dense_1', 'dense');
    const [group] = Object.values(after.groups);
    expect(group?.name).toBe('Base');
    const came = group?.members.map((id) => after.graph.nodes[id]);
    expect(came?.map((node) => node?.kind)).toEqual(['dense', 'dense']);
    expect(came?.map((node) => node?.takenFrom)).toEqual([
      { runId: 'r', node: 'dense' },
      { runId: 'r', node: 'dense_1' },
    ]);
    expect(analyze(after.graph).problems).toEqual([]);
  });

  it('keeps its head where nothing is cut, and knows no weights where it has none', () => {
    const after = insert(target, null, null, 'dense');
    expect(Object.values(after.groups)[0]?.members).toHaveLength(3);
    expect(partRuns(after.graph).size).toBe(0);
  });

  it('starts from its own weights, each network from its own; the other layers are drawn anew', () => {
    const once = insert(target, 'r', 'dense', 'dense');
    const [first = ''] = Object.values(once.groups)[0]?.members ?? [];
    const wide = applyCommands(once, [{ type: 'setParams', node: first, params: { units: 4 } }]);
    const twice = insert(wide, 's', 'dense_1', first);
    const { parts, all, first: values } = started(twice, { r: trainedAs(source, 10), s: trainedAs(source, 20) });
    // The first was widened, so that its weights do not fit any more.
    expect(all.fresh).toEqual(['dense', 'dense_1']);
    expect(parts.taken).toEqual(['dense_2', 'dense_3']);
    expect(values).toEqual({ 'dense_2/kernel': 21, 'dense_2/bias': 21, 'dense_3/kernel': 22, 'dense_3/bias': 22 });
  });

  it('copies of its layers start from the same weights, and another kind in their place from none', () => {
    const after = insert(target, 'r', 'dense', 'dense');
    const [came = ''] = Object.values(after.groups)[0]?.members ?? [];
    const copied = applyCommands(after, [duplicate(after, [came]).command]);
    const origins = Object.values(copied.graph.nodes).flatMap(({ takenFrom }) => takenFrom?.node ?? []);
    expect(origins).toEqual(['dense', 'dense']);
    const replaced = applyCommands(after, [{ type: 'replace', node: came, kind: 'relu', params: {} }]);
    expect(partRuns(replaced.graph).size).toBe(0);
  });

  it('tells whose weights are gone', () => {
    const { parts } = started(insert(target, 'gone', 'dense_1', 'dense'), {});
    expect(parts).toMatchObject({ taken: [], missing: ['dense_1', 'dense_2'] });
  });
});
