import { describe, expect, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { documentOf } from '../analysis/testing/graph.ts';
import versionOne from './fixtures/v1-lenet.json' with { type: 'json' };
import { parseDocument } from './migrations.ts';

const current = documentOf([
  ['in', 'input'],
  ['conv', 'conv2d', {}, ['in']],
]);
const json = (): typeof current => JSON.parse(JSON.stringify(current));

describe('parseDocument', () => {
  it('reads what was written', () => {
    expect(parseDocument(json())).toEqual({ ok: true, value: current });
  });

  it('brings a document of version 1 here, with its positions and settings', () => {
    const parsed = parseDocument(versionOne);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const { value } = parsed;
    expect(value.version).toBe(2);
    expect(value.layout.flatten).toEqual({ x: 40, y: 460 });
    expect(value.graph.nodes.flatten).toEqual({ id: 'flatten', kind: 'flatten', name: 'flatten', params: {} });
    expect(value.training).toMatchObject({ validationShare: 0.2, batchSize: 64, epochs: 5 });
    expect(value.training).not.toHaveProperty('validationSplit');
    expect(analyze(value.graph).problems).toEqual([]);
    expect(analyze(value.graph).totals.parameters).toBe(61_706);
  });

  it('names the version of a newer document', () => {
    const parsed = parseDocument({ ...json(), version: 7 });
    expect(parsed).toMatchObject({ ok: false, error: { code: 'newer', version: 7 } });
    expect(parsed.ok || parsed.error.message).toContain('version 7');
  });

  it.each([null, 3, 'stride', [], {}, { format: 'other', version: 2 }, { format: 'stride' }])('refuses %j', (value) => {
    expect(parseDocument(value)).toMatchObject({ ok: false, error: { code: 'not-stride' } });
  });

  it.each<[string, unknown]>([
    ['graph.nodes.conv.kind', { nodes: { ...current.graph.nodes, conv: { ...current.graph.nodes.conv, kind: 3 } } }],
    ['graph.nodes.other.id', { nodes: { ...current.graph.nodes, other: current.graph.nodes.conv } }],
    [
      'graph.nodes.toString',
      { nodes: { ...current.graph.nodes, toString: { ...current.graph.nodes.conv, id: 'toString' } } },
    ],
    ['graph.edges.e.target', { edges: { e: { id: 'e', source: 'in', target: 'gone', port: 0 } } }],
    ['graph.edges.e.port', { edges: { e: { id: 'e', source: 'in', target: 'conv', port: -1 } } }],
  ])('names the damaged place %s', (path, graph) => {
    const parsed = parseDocument({ ...json(), graph: { ...current.graph, ...Object(graph) } });
    expect(parsed).toMatchObject({ ok: false, error: { code: 'corrupt', path } });
    expect(parsed.ok || parsed.error.message).toContain(path);
  });

  it('names the damaged place of a version 1 document', () => {
    const parsed = parseDocument({ ...versionOne, training: { ...versionOne.training, validationSplit: 'half' } });
    expect(parsed).toMatchObject({ ok: false, error: { code: 'corrupt', path: 'training.validationSplit' } });
  });

  it('drops positions and members of layers that are not there', () => {
    const parsed = parseDocument({
      ...json(),
      layout: { ...current.layout, gone: { x: 1, y: 1 } },
      groups: {
        g: { id: 'g', name: 'G', members: ['conv', 'gone'], parent: null, collapsed: false },
        h: { id: 'h', name: 'H', members: ['gone'], parent: null, collapsed: false },
      },
    });
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(Object.keys(parsed.value.layout)).toEqual(['in', 'conv']);
    expect(parsed.value.groups).toEqual({
      g: { id: 'g', name: 'G', members: ['conv'], parent: null, collapsed: false },
    });
  });
});
