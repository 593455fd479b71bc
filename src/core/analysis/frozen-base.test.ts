import { describe, expect, it } from 'vitest';
import { setFrozen, upTo } from '../document/freeze.ts';
import { analyze } from './analyze.ts';
import { frozenBase, frozenBaseIn } from './frozen-base.ts';
import { trainingMemory } from './memory.ts';
import { documentOf } from './testing/graph.ts';

/** A branch: b and c read a, d reads both; e reads d. Sizes as powers, so that a sum tells its parts. */
const layer = (
  values: number,
  inputs: readonly number[],
  more: Partial<Parameters<typeof frozenBase>[0][number]> = {},
) => ({
  values,
  inputs,
  fixed: true,
  frozen: false,
  judged: false,
  ...more,
});

describe('frozenBase', () => {
  it('ends at what a trained layer reads, and frees each output after its last reader', () => {
    const base = frozenBase([
      layer(1, []),
      layer(10, [0], { frozen: true }),
      layer(100, [1]),
      layer(1000, [1]),
      layer(10_000, [2, 3]),
      layer(100_000, [4, 1], { fixed: false }),
      layer(1_000_000, [5], { judged: true }),
    ]);
    expect([...base.places]).toEqual([0, 1, 2, 3, 4]);
    expect(base.ends).toEqual([1, 4]);
    expect(base).toMatchObject({ values: 11_111, endValues: 10_010, peak: 11_110 });
  });

  it('is none where nothing with weights is frozen, or only behind a trained layer', () => {
    const trained = { fixed: false };
    expect(frozenBase([layer(1, []), layer(2, [0]), layer(4, [1], trained)]).places.size).toBe(0);
    const behind = frozenBase([layer(1, []), layer(2, [0], trained), layer(4, [1], { frozen: true })]);
    expect(behind).toMatchObject({ ends: [], values: 0, peak: 0 });
  });

  it('never holds an output of the network', () => {
    const base = frozenBase([
      layer(1, []),
      layer(2, [0], { frozen: true }),
      layer(4, [1], { frozen: true, judged: true }),
    ]);
    expect([...base.places]).toEqual([0, 1]);
  });
});

describe('of a document', () => {
  const document = documentOf([
    ['in', 'input', { shape: [8, 8, 2] }],
    ['a', 'conv2d', { filters: 4, padding: 'same' }, ['in']],
    ['norm', 'batchNormalization', {}, ['a']],
    ['b', 'conv2d', { filters: 4, padding: 'same' }, ['norm']],
    ['flat', 'flatten', {}, ['b']],
    ['out', 'dense', { units: 3 }, ['flat']],
  ]);
  const named = (name: string) => Object.values(document.graph.nodes).find((node) => node.name === name)?.id ?? '';
  const frozenAt = (ids: readonly string[]) => {
    const { graph } = setFrozen(document, ids, true);
    const analysis = analyze(graph);
    const base = frozenBaseIn(graph, analysis);
    const names = analysis.order.flatMap((id, place) => (base.places.has(place) ? [graph.nodes[id]?.name] : []));
    return { names, memory: trainingMemory(graph, analysis, { optimizer: 'sgd', batchSize: 5 }) };
  };

  it('a normalisation that is not frozen moves its statistics, so that the base ends before it', () => {
    expect(frozenAt([named('a'), named('b')]).names).toEqual(['in', 'a']);
    expect(frozenAt(upTo(document.graph, named('b'))).names).toEqual(['in', 'a', 'norm', 'b', 'flat']);
  });

  it('of a base only what is read from it is held', () => {
    // Held are Flatten's 8·8·4 values and Dense's 3, float32, for 5 samples.
    expect(frozenAt(upTo(document.graph, named('b'))).memory.activations.value).toBe(5 * 4 * (256 + 3));
    expect(frozenAt([]).memory.activations.value).toBe(5 * 4 * (128 + 4 * 256 + 3));
  });
});
