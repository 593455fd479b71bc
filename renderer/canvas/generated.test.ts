import { expect, test } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { applyCommands } from '../../src/core/document/commands.ts';
import { insertBlock } from '../../src/core/document/insert-block.ts';
import { generateFromPattern } from '../../src/core/pattern/build.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { generatedBlock } from './generated.ts';

test('a generated chain goes after a layer of another network, which is its input', () => {
  const generated = generateFromPattern('INPUT 8x8x3 -> [CONV 4 -> RELU]*2 -> POOL', {});
  if (!generated.ok) throw new Error(generated.error.message);
  const block = generatedBlock(generated.value);
  if (!block) throw new Error('no block');
  expect(block.fragment.nodes.map(({ kind }) => kind)).toEqual(['conv2d', 'conv2d', 'maxPooling2d']);
  const before = leNet5.build();
  const after = Object.values(before.graph.nodes).find(({ name }) => name === 's2')?.id ?? '';
  const { commands, ids } = insertBlock(before, block, { at: { x: 0, y: 2000 }, after });
  const analysis = analyze(applyCommands(before, commands).graph);
  // s2 puts out 14×14×6: 3·3·6·4 + 4 and 3·3·4·4 + 4 parameters, and half of each side.
  expect(ids.map((id) => analysis.nodes[id]?.parameters.total)).toEqual([220, 148, 0]);
  expect(analysis.nodes[ids[2] ?? '']?.output?.shape).toEqual([7, 7, 4]);
  expect(analysis.problems).toEqual([]);
});
