import { describe, expect, it } from 'vitest';
import { network } from '../build/network.ts';
import type { StrideDocument } from '../document/schema.ts';
import { generateFromPattern } from '../pattern/build.ts';
import { analyze } from './analyze.ts';
import { type SilhouetteBlock, silhouette, silhouetteSchema } from './silhouette.ts';

const blocksOf = (document: StrideDocument): SilhouetteBlock[] => silhouette(document, analyze(document.graph));

function generated(text: string): StrideDocument {
  const result = generateFromPattern(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function branched(merge: 'add' | 'concatenate'): StrideDocument {
  const net = network('Branches');
  const x = net.input([32, 32, 8]);
  const a = net.conv2d(x, { filters: 8, padding: 'same' });
  const b = net.conv2d(x, { filters: 8, padding: 'same' });
  const c = net.maxPooling2d(x, { poolSize: [3, 3], strides: [1, 1], padding: 'same' });
  net[merge]([a, b, c]);
  return net.document();
}

describe('silhouette', () => {
  it('draws one block a layer, left to right, in the colours of the families', () => {
    const blocks = blocksOf(generated('INPUT 32x32x3 -> [CONV 32 -> RELU -> POOL]*2 -> FC 10'));
    expect(blocks.map((block) => block.family)).toEqual([
      'core',
      'convolution',
      'pooling',
      'convolution',
      'pooling',
      'reshape',
      'core',
    ]);
    for (const [i, block] of blocks.entries()) {
      const before = blocks[i - 1];
      if (before) expect(block.x).toBeGreaterThan(before.x + before.width);
    }
  });

  it('is lower where the resolution is lower and wider where there are more channels', () => {
    const [, wide, , narrow] = blocksOf(generated('INPUT 32x32x3 -> CONV 256 -> POOL -> CONV 16 -> FC 10'));
    expect(narrow?.height).toBeLessThan(wide?.height ?? 0);
    expect(narrow?.width).toBeLessThan(wide?.width ?? 0);
  });

  it('draws joined branches as lanes, one above the other', () => {
    const lanes = blocksOf(branched('concatenate')).filter((block) => block.lane > 0 || block.height < 0.4);
    expect(lanes.map(({ lane, family }) => [lane, family])).toEqual([
      [0, 'convolution'],
      [1, 'convolution'],
      [2, 'pooling'],
    ]);
    const [first, second] = lanes;
    expect(second?.y).toBeGreaterThan((first?.y ?? 1) + (first?.height ?? 0));
    expect(second?.x).toBe(first?.x);
  });

  it('draws a residual block as one block with its addition', () => {
    const blocks = blocksOf(branched('add'));
    expect(blocks.map((block) => block.family)).toEqual(['core', 'convolution', 'merge']);
  });

  it.each([
    'INPUT 64x64x3 -> [CONV 8 -> BN -> RELU]*200 -> FC 10',
    'INPUT 1024x1024x3 -> [CONV 8 -> POOL]*9 -> [FC 8 -> FC 9]*100 -> FC 10',
  ])('keeps to 80 blocks inside the drawing: %s', (text) => {
    const blocks = blocksOf(generated(text));
    expect(blocks.length).toBeLessThanOrEqual(80);
    for (const { x, y, width, height } of blocks) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(1.001);
      expect(y + height).toBeLessThanOrEqual(1.001);
    }
  });

  it('shows a network with unknown shapes, and an empty one', () => {
    const broken = generated('INPUT 8x8x3 -> CONV 8 -> FC 10');
    const edges = Object.fromEntries(Object.entries(broken.graph.edges).slice(1));
    expect(blocksOf({ ...broken, graph: { ...broken.graph, edges } }).length).toBeGreaterThan(2);
    expect(blocksOf({ ...broken, graph: { nodes: {}, edges: {} } })).toEqual([]);
  });

  it('is read back from a recent entry', () => {
    const blocks = blocksOf(branched('add'));
    expect(silhouetteSchema.parse(JSON.parse(JSON.stringify(blocks)))).toEqual(blocks);
  });
});
