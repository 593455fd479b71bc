import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { type NetworkBuilder, network, type Tensor } from './network.ts';
import { frameConflicts, overlaps } from './testing/graphs.ts';

/** How a random network is written: layers in a row, branches that meet again, a skipped wire, groups around any of it. */
interface Plan {
  readonly is: 'layer' | 'row' | 'group' | 'skip' | 'branches';
  readonly parts: readonly Plan[];
}

const { plan } = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constant<Plan>({ is: 'layer', parts: [] }),
    fc.record<Plan>({
      is: fc.constantFrom('row', 'group', 'skip', 'branches'),
      parts: fc.array(tie('plan'), { minLength: 1, maxLength: 6 }),
    }),
  ),
}));

function write(net: NetworkBuilder, x: Tensor, plan: Plan): Tensor {
  const row = (from: Tensor, parts: readonly Plan[]) => parts.reduce((y, part) => write(net, y, part), from);
  switch (plan.is) {
    case 'layer':
      return net.relu(x);
    case 'row':
      return row(x, plan.parts);
    case 'group':
      return net.group('G', () => row(x, plan.parts));
    case 'skip':
      return net.add([x, row(net.relu(x), plan.parts)]);
    case 'branches': {
      const ends = plan.parts.map((part) => write(net, net.relu(x), part));
      return ends.length === 1 ? net.relu(ends) : net.add(ends);
    }
  }
}

describe('network', () => {
  it('nests the groups that are made inside a group, and makes no empty one', () => {
    const net = network('Nested');
    let x = net.input([8, 8, 3]);
    x = net.group('Stage', () => {
      const first = net.group('Block 1', () => net.relu(x, {}, 'a'));
      net.group('Nothing', () => undefined);
      return net.relu(
        net.group('Block 2', () => net.relu(first, {}, 'b')),
        {},
        'end',
      );
    });
    const { groups } = net.document();
    expect(
      Object.values(groups).map(({ name, members, parent }) => [name, members, groups[parent ?? '']?.name]),
    ).toEqual([
      ['Stage', ['end'], undefined],
      ['Block 1', ['a'], 'Stage'],
      ['Block 2', ['b'], 'Stage'],
    ]);
  });

  it('ties the weights of one layer to those of another', () => {
    const net = network('Tied');
    const ids = net.input([4]);
    const tokens = net.embedding(ids, { inputDim: 10, outputDim: 3 }, 'tokens');
    net.tied(net.reverseEmbedding(tokens, { inputDim: 10 }, 'scores'), tokens);
    const { graph } = net.document();
    expect(graph.nodes.scores?.sharesWith).toBe('tokens');
    expect(analyze(graph).totals.parameters).toBe(30);
  });

  it('lays nested groups out such that no frame meets what does not lie in it', () => {
    fc.assert(
      fc.property(plan, (given) => {
        const net = network('Random');
        write(net, net.input([8, 8, 3]), given);
        const document = net.document();
        expect(overlaps(document.graph, document.layout, document.groups)).toEqual([]);
        expect(frameConflicts(document)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
