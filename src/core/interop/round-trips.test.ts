import { describe, expect, it } from 'vitest';
import { randomLayers, randomNetworks } from '../../../conformance/random-networks.ts';
import { weightValues } from '../../../conformance/values.ts';
import { templates } from '../../../templates/index.ts';
import { analyze } from '../analysis/analyze.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import { compileNetwork } from '../compile/compile.ts';
import type { Groups } from '../document/groups.ts';
import type { Graph } from '../document/schema.ts';
import { layerGroups } from './keras/write/layer-groups.ts';
import { nestingNotes } from './keras/write/write.ts';
import { nestedFormats, roundFormats } from './testing/formats.ts';
import { randomGroups } from './testing/random-groups.ts';
import { roundTrips, topologyDifferences, type Weighted, weightDifferences } from './testing/round-trip.ts';

function weighted(graph: Graph, groups: Groups = {}, seed = 1): Weighted {
  const compiled = compileNetwork(graph, 'model');
  if (!compiled.ok) throw new Error(compiled.error.map(({ message }) => message).join(' '));
  const network = compiled.value;
  const { nodes } = analyze(graph);
  let place = 0;
  const weights = network.topology.config.layers.flatMap((layer) => {
    const own = layer.shares_with === undefined ? (nodes[network.nodeIds[layer.name] ?? '']?.weights ?? []) : [];
    return own.map(({ name, shape }) => {
      const drawn = weightValues(seed, place++, name, shape);
      // The number of samples that a Normalization has seen is whole: Keras keeps it so.
      const values = name === 'count' ? drawn.map((n) => Math.round(1000 * Math.abs(n))) : drawn;
      if (values.length > 1) values[1] = -0;
      return { name: `${layer.name}/${name}`, shape, values };
    });
  });
  return { network, weights, groups: layerGroups(network, groups) };
}

const small = templates
  .map(({ id, build }) => {
    const { graph, groups } = build();
    return { name: id, graph, groups };
  })
  .filter(({ graph }) => analyze(graph).totals.parameters < 300_000);

/** Layers that use the weights of others, one of them written as several. */
function sharing(): Graph {
  const { graph } = documentOf([
    ['left', 'input', { shape: [6, 3] }],
    ['right', 'input', { shape: [6, 3] }],
    ['owner', 'conv1d', { filters: 4, activation: 'hardSigmoid' }, ['right']],
    ['twin', 'conv1d', { filters: 4, activation: 'hardSigmoid' }, ['left']],
    ['plain', 'dense', { units: 4 }, ['owner']],
    ['again', 'dense', { units: 4 }, ['plain']],
    ['once more', 'dense', { units: 4 }, ['twin']],
    ['out', 'add', {}, ['again', 'once more', 'owner']],
  ]);
  const users: Readonly<Record<string, string>> = { twin: 'owner', again: 'plain', 'once more': 'plain' };
  const nodes = Object.entries(graph.nodes).map(([id, node]) => {
    const owner = users[id];
    return [id, owner === undefined ? node : { ...node, sharesWith: owner }] as const;
  });
  return { ...graph, nodes: Object.fromEntries(nodes) };
}

const cases = [
  { name: 'sharing', graph: sharing() },
  ...randomNetworks(30, 20_261_124),
  ...randomLayers(1, 20_261_125),
  ...small,
];

describe.each(roundFormats.map((format) => [format.name, format] as const))('%s, then each format', (_, first) => {
  it('gives back layers, wires and the bytes of weights, and the same files', async () => {
    const wrong: string[] = [];
    for (const { name, graph } of cases) {
      for (const [i, trip] of (await roundTrips(weighted(graph), first, roundFormats)).entries()) {
        const { refused, topology, weights, files } = trip;
        const said = [...(refused === null ? [] : [refused]), ...topology, ...weights, ...files];
        if (said.length > 0) wrong.push(`${name}, ${roundFormats[i]?.name}: ${said.join('; ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe.each([...nestedFormats, ...roundFormats.slice(0, 2)].map((format) => [format.name, format] as const))(
  '%s, then each with groups as models',
  (_, first) => {
    it('gives back layers, wires, groups and the bytes of weights, and the same files', async () => {
      const wrong: string[] = [];
      let models = 0;
      for (const [place, one] of cases.entries()) {
        const groups = 'groups' in one ? one.groups : randomGroups(one.graph, place);
        const model = weighted(one.graph, groups);
        models += (model.groups?.length ?? 0) - nestingNotes(model.network, model.groups ?? [], 'keras').length;
        for (const [i, trip] of (await roundTrips(model, first, nestedFormats)).entries()) {
          const { refused, topology, groups: changed, weights, files } = trip;
          const said = [...(refused === null ? [] : [refused]), ...topology, ...changed, ...weights, ...files];
          if (said.length > 0) wrong.push(`${one.name}, ${nestedFormats[i]?.name}: ${said.join('; ')}`);
        }
      }
      expect(wrong).toEqual([]);
      expect(models).toBeGreaterThan(100);
    });
  },
);

describe('what is compared', () => {
  const lines = (activation: string) =>
    documentOf([
      ['in', 'input', { shape: [4] }],
      ['a', 'dense', { units: 3, activation }, ['in']],
      ['b', 'dense', { units: 3 }, ['in']],
      ['out', 'add', {}, ['a', 'b']],
    ]).graph;

  it('is the settings of layers', () => {
    const [one, other] = [weighted(lines('relu')), weighted(lines('tanh'))];
    expect(topologyDifferences(one.network, other.network)).toEqual(['a (Dense): activation "relu" → "tanh"']);
  });

  it('is the bytes of weights, the sign of zero among them', () => {
    const { weights } = weighted(lines('relu'));
    const changed = weights.map((weight) => ({ ...weight, values: weight.values.map((n) => n + 0) }));
    expect(weightDifferences(weights, changed)).toEqual(weights.map(({ name }) => name));
    expect(weightDifferences(weights, weights.slice(1))).toEqual([`${weights[0]?.name} is gone`]);
  });
});
