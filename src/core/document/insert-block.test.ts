import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { blockFigures } from '../analysis/block-figures.ts';
import { network } from '../build/network.ts';
import { type Block, makeBlock, parseBlock, writeBlock } from './block.ts';
import { applyCommands, type Command } from './commands.ts';
import { type Inserted, insertBlock, insertBlockOnEdge } from './insert-block.ts';
import { parseDocument } from './migrations.ts';
import { emptyDocument, type StrideDocument } from './schema.ts';
import { anyCommand } from './testing/arbitrary.ts';

const net = network('net');
const stem = net.conv2d(net.input([16, 16, 3], 'in'), { filters: 8, padding: 'same' }, 'stem');
const a = net.conv2d(stem, { filters: 8, padding: 'same', useBias: false }, 'a');
const sum = net.add([net.batchNormalization(a, {}, 'bn'), stem], {}, 'sum');
net.dense(net.globalAveragePooling2d(sum, {}, 'pool'), { units: 10 }, 'head');
const residual = net.document();
const parameters = (document: StrideDocument) => analyze(document.graph).totals.parameters;

const group = (id: string, name: string, members: readonly string[], parent: string | null = null): Command => ({
  type: 'group',
  group: { id, name, members, parent, collapsed: true },
});

function block(document: StrideDocument, ids: readonly string[]): Block {
  const made = makeBlock(document, ids, { name: 'Residual' });
  // What is inserted has been in a file.
  const read = made && parseBlock(writeBlock(made));
  if (!read) throw new Error('no block');
  return read;
}

const kept = block(residual, ['a', 'bn', 'sum']);
const at = { x: 40, y: 400 };

function wires({ graph }: StrideDocument, ids: readonly string[]): readonly string[] {
  const touching = Object.values(graph.edges).filter(
    ({ source, target }) => ids.includes(source) || ids.includes(target),
  );
  return touching.map(({ source, target, port }) => `${source}>${target}:${port}`).sort();
}

const put = (document: StrideDocument, made: Inserted | null): StrideDocument =>
  applyCommands(document, made?.commands ?? []);

describe('insertBlock', () => {
  it('is fed by the layer that it comes after, skip connections included, and feeds nothing', () => {
    const made = insertBlock(residual, kept, { at, after: 'stem' });
    const after = put(residual, made);
    expect(made.ids).toEqual(['a_1', 'bn_1', 'sum_1']);
    expect(wires(after, made.ids)).toEqual(['a_1>bn_1:0', 'bn_1>sum_1:0', 'stem>a_1:0', 'stem>sum_1:1']);
    // 3·3·8·8 of the convolution and 4·8 of the normalisation.
    expect(parameters(after) - parameters(residual)).toBe(576 + 32);
    expect(after.groups[made.group]).toMatchObject({ name: 'Residual', members: made.ids, parent: null });
  });

  it('stands alone in an empty network', () => {
    const made = insertBlock(emptyDocument('empty'), kept, { at, after: null });
    const after = put(emptyDocument('empty'), made);
    expect(Object.keys(after.graph.nodes)).toEqual(['a', 'bn', 'sum']);
    expect(after.layout.a).toEqual({ x: at.x + (kept.fragment.positions.a?.x ?? 0), y: at.y });
  });

  it('that is one group keeps it under its own name, open; other groups lie in the new one', () => {
    const one = applyCommands(residual, [group('g', 'Old name', ['a', 'bn', 'sum'])]);
    const after = put(residual, insertBlock(residual, block(one, ['a', 'bn', 'sum']), { at, after: null }));
    expect(Object.values(after.groups)).toMatchObject([{ name: 'Residual', collapsed: false }]);

    const two = applyCommands(residual, [group('g', 'Front', ['a', 'bn'])]);
    const made = insertBlock(residual, block(two, ['a', 'bn', 'sum']), { at, after: null });
    const nested = put(residual, made);
    expect(nested.groups[made.group]).toMatchObject({ name: 'Residual', members: ['sum_1'] });
    expect(Object.values(nested.groups).find(({ name }) => name === 'Front')?.parent).toBe(made.group);
  });

  it('goes between the ends of a wire, into the group around both', () => {
    const grouped = applyCommands(residual, [group('g', 'Tail', ['pool', 'head'])]);
    const edge = Object.values(grouped.graph.edges).find(({ target }) => target === 'head');
    const flat = block(residual, ['head']);
    const made = insertBlockOnEdge(grouped, flat, edge?.id ?? '', at);
    const after = put(grouped, made);
    expect(wires(after, made?.ids ?? [])).toEqual(['head_1>head:0', 'pool>head_1:0']);
    expect(after.groups[made?.group ?? '']?.parent).toBe('g');
    expect(analyze(after.graph).problems).toEqual([]);
  });

  it('leaves no bends to a wire that begins elsewhere now', () => {
    const edge = Object.values(residual.graph.edges).find(({ target }) => target === 'head');
    const bent = applyCommands(residual, [{ type: 'bend', via: { [edge?.id ?? '']: [{ x: 500, y: 500 }] } }]);
    const after = put(bent, insertBlockOnEdge(bent, block(residual, ['head']), edge?.id ?? '', at));
    expect(bent.graph.edges[edge?.id ?? '']?.via).toBeDefined();
    expect(after.graph.edges[edge?.id ?? '']).toMatchObject({ source: 'head_1', target: 'head' });
    expect(after.graph.edges[edge?.id ?? '']?.via).toBeUndefined();
  });

  it('goes on no wire with two inputs', () => {
    const [edge] = Object.keys(residual.graph.edges);
    expect(insertBlockOnEdge(residual, block(residual, ['sum']), edge ?? '', at)).toBeNull();
    expect(insertBlockOnEdge(residual, kept, 'gone', at)).toBeNull();
  });

  it('of layers that were never placed keeps its bends', () => {
    const edge = { id: 'e', source: 'a', target: 'b', port: 0, via: [{ x: 3, y: 4 }] };
    const nodes = ['a', 'b'].map((id) => ({ id, kind: 'relu', name: id, params: {} }));
    const document = applyCommands(emptyDocument('bare'), [{ type: 'add', nodes, edges: [edge], positions: {} }]);
    expect(block(document, ['a', 'b']).fragment.edges).toEqual([edge]);
  });

  it('makes of any part of any document one that can be saved', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 20 }), fc.subarray(['a', 'b', 'c', 'd', 'e']), (commands, ids) => {
        const document = applyCommands(emptyDocument('any'), commands);
        const made = makeBlock(document, ids, { name: 'part' });
        const read = made && parseBlock(writeBlock(made));
        expect(read).toEqual(made);
        if (!read) return;
        for (const after of [null, 'a', 'gone']) {
          const inserted = put(document, insertBlock(document, read, { at, after }));
          expect(parseDocument(JSON.parse(JSON.stringify(inserted)))).toEqual({ ok: true, value: inserted });
          expect(Object.keys(inserted.graph.nodes)).toHaveLength(
            Object.keys(document.graph.nodes).length + read.fragment.nodes.length,
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('blockFigures', () => {
  it('depend on what feeds the block', () => {
    expect(blockFigures(kept, [16, 16, 8])).toMatchObject({ layers: 3, parameters: 576 + 32 });
    // Of 4 channels the sum does not fit 8.
    expect(blockFigures(kept, [16, 16, 4]).parameters).toBeNull();
    expect(blockFigures(kept, null).parameters).toBeNull();
    // Keras counts 784 · 10 + 10 parameters in this layer.
    expect(blockFigures(block(residual, ['head']), [784]).parameters).toBe(7850);
  });

  it('draw the block alone', () => {
    expect(blockFigures(block(residual, ['head']), [784]).silhouette.map(({ family }) => family)).toEqual(['core']);
    expect(blockFigures(kept, null).silhouette.length).toBeGreaterThan(0);
  });
});
