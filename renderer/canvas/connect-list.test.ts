import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { documentOf } from '../../src/core/analysis/testing/graph.ts';
import { applyCommand } from '../../src/core/document/commands.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { connectionsOf, wiresOfLayer } from './connect-list.ts';

const document = applyCommand(
  documentOf([
    ['image', 'input', { shape: [8, 8, 3] }],
    ['near', 'conv2d', { filters: 4, padding: 'same' }, ['image']],
    ['far', 'conv2d', { filters: 4, padding: 'same' }, ['image']],
    ['small', 'maxPooling2d', {}, ['image']],
    ['sum', 'add', {}, ['near']],
    ['end', 'relu', {}, ['sum']],
  ]),
  {
    type: 'move',
    positions: {
      image: { x: 0, y: 0 },
      near: { x: 0, y: 200 },
      far: { x: 900, y: 200 },
      small: { x: 300, y: 200 },
      sum: { x: 0, y: 400 },
      end: { x: 0, y: 600 },
    },
  },
);
const all = (): boolean => true;
const of = (node: string, matches: (layer: LayerNode) => boolean = all) =>
  connectionsOf({ document, analysis: analyze(document.graph), node, matches });
const names = (list: readonly { readonly layer: LayerNode }[]) => list.map(({ layer }) => layer.name);

describe('what a layer could be connected to', () => {
  it('has the nearest that fits first, then what does not fit, then what can never be', () => {
    const { take } = of('sum');
    expect(names(take).slice(0, 2)).toEqual(['near', 'far']);
    expect(take.map(({ why }) => why?.severity ?? 'fits')).toEqual(['fits', 'fits', 'warning', 'warning', 'error']);
    expect(take.find(({ layer }) => layer.id === 'small')?.why?.severity).toBe('warning');
    expect(take.find(({ layer }) => layer.id === 'end')?.why?.code).toBe('connect.cycle');
  });

  it('says what feeds a layer of one input now, and no longer would', () => {
    const { feed } = of('far');
    expect(feed.find(({ layer }) => layer.id === 'end')?.replaces).toBe('sum');
    expect(feed.find(({ layer }) => layer.id === 'sum')?.replaces).toBeNull();
  });

  it('offers nothing into an input, and nothing of itself', () => {
    expect(of('image').take).toEqual([]);
    expect(names(of('near').feed)).not.toContain('near');
    expect(names(of('near').feed)).not.toContain('image');
  });

  it('is narrowed by what is searched for', () => {
    expect(names(of('sum', ({ name }) => name === 'far').take)).toEqual(['far']);
  });

  it('takes wires at the top of a stack and gives them at its bottom', () => {
    const stacked = leNet5.build();
    const made = applyCommand(stacked, {
      type: 'insertOnEdge',
      edge: Object.values(stacked.graph.edges).find(({ source }) => source === 'c1')?.id ?? '',
      node: { id: 'norm', kind: 'batchNormalization', name: 'norm', params: {}, docked: true },
      position: { x: 0, y: 0 },
    });
    const list = (node: string) => connectionsOf({ document: made, analysis: analyze(made.graph), node, matches: all });
    expect(new Set(list('c1').feed.map(({ source }) => source))).toEqual(new Set(['norm']));
    expect(names(list('c5').take)).toContain('norm');
    expect(names(list('c5').take)).not.toContain('c1');
  });
});

it('lists the wires of a layer, what feeds it first', () => {
  expect(wiresOfLayer(document, 'near').map(({ source, target }) => [source, target])).toEqual([
    ['image', 'near'],
    ['near', 'sum'],
  ]);
  expect(wiresOfLayer(document, 'image')).toHaveLength(3);
});
