import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommands } from '../../document/commands.ts';
import { documentSchema, type StrideDocument } from '../../document/schema.ts';
import { layerDefinitions } from '../../layers/registry.ts';
import { analyze } from '../analyze.ts';
import { documentOf } from '../testing/graph.ts';
import { withFixes } from './fixes.ts';

const settings: readonly Readonly<Record<string, unknown>>[] = [
  {},
  { kernelSize: [9, 1] },
  { filters: 0, units: -2 },
  { strides: [2, 2], dilationRate: [2, 2] },
  { targetShape: [3, -1], padding: 'same' },
  { shape: [16, 16, 3] },
  { padding: [0, 0], poolSize: 'x', axis: 9, rate: 2 },
];

/** Networks with mistakes of every sort: wires anywhere, params out of range, unknown kinds, equal names. */
const brokenNetwork = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...layerDefinitions.map((one) => one.kind), 'mystery'),
      inputs: fc.array(fc.nat(9), { maxLength: 3 }),
      params: fc.constantFrom({}, ...settings),
      twin: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((layers) => {
    const document = documentOf(
      layers.map(({ kind, params, inputs }, i) => [
        `n${i}`,
        kind,
        params,
        inputs.filter((input) => input < layers.length).map((input) => `n${input}`),
      ]),
    );
    const nodes = { ...document.graph.nodes };
    const first = nodes.n0;
    const last = nodes[`n${layers.length - 1}`];
    if (first && last && layers[0]?.twin) nodes[last.id] = { ...last, name: first.name };
    return { ...document, graph: { ...document.graph, nodes } };
  });

describe('on broken networks', () => {
  /** Problems whose cure is a decision that no program can take. */
  const incurable = new Set<string>(['size.unsafeTotal', 'arity.few']);

  function isCured(document: StrideDocument): void {
    const analysis = analyze(document.graph);
    for (const found of withFixes(document, analysis)) {
      if (!incurable.has(found.code)) expect(found.fixes?.length, found.message).toBeGreaterThan(0);
      for (const one of found.fixes ?? []) {
        const mended = applyCommands(document, one.commands);
        expect(documentSchema.safeParse(mended).success).toBe(true);
        const left = analyze(mended.graph).problems.filter(
          (other) => other.code === found.code && other.nodeId === found.nodeId && other.field === found.field,
        );
        expect(left, one.title).toEqual([]);
      }
    }
  }

  it('offers for every problem only fixes that remove it, and at least one', () => {
    fc.assert(fc.property(brokenNetwork, isCured), { numRuns: 300 });
  });

  const shapes = [[7], [6, 5], [8, 8, 3], [4, 4, 4, 2]];
  it.each(layerDefinitions.map(({ kind }) => kind))('cures %s after inputs of every rank', (kind) => {
    for (const shape of shapes) {
      for (const params of settings) {
        for (const inputs of [['in'], ['in', 'in']])
          isCured(
            documentOf([
              ['in', 'input', { shape }],
              ['a', kind, params, inputs],
            ]),
          );
      }
    }
  });
});
