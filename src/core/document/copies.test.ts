import { describe, expect, it } from 'vitest';
import { templates } from '../../../templates/index.ts';
import { network } from '../build/network.ts';
import { applyCommands } from './commands.ts';
import { copiesOf, withCounterparts } from './copies.ts';
import { repeatFragment } from './repeat.ts';
import type { StrideDocument } from './schema.ts';

/** A residual block four times in a chain. */
const net = network('net');
const stem = net.conv2d(net.input([16, 16, 3], 'in'), { filters: 8, padding: 'same' }, 'stem');
const a = net.conv2d(stem, { filters: 8, padding: 'same', useBias: false }, 'a');
const sum = net.add([net.batchNormalization(a, {}, 'bn'), stem], {}, 'sum');
net.dense(net.globalAveragePooling2d(sum, {}, 'pool'), { units: 10 }, 'head');
const once = net.document();
const repeated = repeatFragment(once, ['a', 'bn', 'sum'], 4);
const chain = applyCommands(once, repeated?.commands ?? []);

const named = (document: StrideDocument): readonly (readonly string[])[] =>
  [...new Set(copiesOf(document).values())].map(({ groups }) => groups.map((id) => document.groups[id]?.name ?? ''));

describe('copies', () => {
  it('are those that a selection was repeated to, in the order of the chain', () => {
    expect(named(chain)).toEqual([['a 1', 'a 2', 'a 3', 'a 4']]);
    const [copies] = copiesOf(chain).values();
    expect(copies?.layers).toEqual(repeated?.copies);
  });

  it('end where one is set otherwise, or muted', () => {
    const set = applyCommands(chain, [{ type: 'setParams', node: 'a_2', params: { filters: 9 } }]);
    expect(named(set)).toEqual([['a 1', 'a 2']]);
    const muted = applyCommands(chain, [{ type: 'setMode', nodes: ['a_1'], mode: 'bypass' }]);
    expect(named(muted)).toEqual([['a 3', 'a 4']]);
  });

  it('are the same after edits one by one as in a document that was never seen', () => {
    let document = chain;
    for (const [node, filters] of [
      ['a_2', 9],
      ['a', 9],
      ['stem', 4],
      ['a_1', 9],
      ['a_2', 8],
      ['a_3', 9],
      ['a_2', 9],
    ] as const) {
      copiesOf(document);
      document = applyCommands(document, [{ type: 'setParams', node, params: { filters } }]);
      const unseen = { ...document, graph: { nodes: { ...document.graph.nodes }, edges: { ...document.graph.edges } } };
      expect(new Map(copiesOf(document))).toEqual(copiesOf(unseen));
    }
    expect(named(document)).toEqual([['a 1', 'a 2', 'a 3', 'a 4']]);
  });

  it('end where the chain is cut, or wired otherwise', () => {
    const cut = applyCommands(chain, [
      {
        type: 'remove',
        nodes: [],
        edges: Object.values(chain.graph.edges).flatMap((edge) =>
          edge.target === 'a_2' || (edge.target === 'sum_2' && edge.source === 'sum_1') ? [edge.id] : [],
        ),
      },
    ]);
    expect(named(cut)).toEqual([['a 1', 'a 2']]);
  });

  it('have counterparts of every layer: the same place in each', () => {
    expect([...withCounterparts(chain, ['bn_1'])].sort()).toEqual(['bn', 'bn_1', 'bn_2', 'bn_3']);
    expect([...withCounterparts(chain, ['stem'])]).toEqual(['stem']);
    const set = applyCommands(chain, [
      { type: 'setCommon', nodes: [...withCounterparts(chain, ['a'])], params: { dilationRate: [2, 2] } },
    ]);
    expect(named(set)).toEqual([['a 1', 'a 2', 'a 3', 'a 4']]);
  });

  // How often each paper's network repeats a block without a change: He et al. 2015, table 1; Sandler et al. 2018, table 2.
  it.each<[string, readonly number[]]>([
    ['ResNet-50', [2, 3, 5, 2]],
    ['Xception', [8]],
    ['BERT-base', [12]],
    ['LeNet-5', []],
  ])('of %s are those of its paper', (title, counts) => {
    const template = templates.find((one) => one.title === title);
    if (!template) throw new Error(`no template ${title}`);
    const found = new Set(copiesOf(template.build()).values());
    expect([...found].map(({ groups }) => groups.length)).toEqual(counts);
  });
});
