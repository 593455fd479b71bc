import { describe, expect, it } from 'vitest';
import { leNet5 } from '../../templates/lenet-5.ts';
import { createAnalysisStore } from './analysis.ts';
import { createDocumentStore } from './document.ts';
import { createPreviewStore } from './preview.ts';

function opened() {
  const documents = createDocumentStore();
  const document = leNet5.build();
  documents.open(document, { id: 'test', path: null, saved: false });
  const analyses = createAnalysisStore(documents);
  const idOf = (name: string) => Object.values(document.graph.nodes).find((node) => node.name === name)?.id ?? '';
  return { documents, analyses, previews: createPreviewStore(documents, analyses), idOf };
}

describe('createPreviewStore', () => {
  it('shows what more filters would do downstream and nowhere else, without an undo step', () => {
    const { documents, analyses, previews, idOf } = opened();
    const before = { document: documents.getState().document, analysis: analyses.getState().analysis };
    previews.show([{ type: 'setParams', node: idOf('c1'), params: { filters: 12 } }]);
    const { nodes, preview } = previews.getState();
    // LeCun's 5×5 filters on one channel with a bias: 12·26; c3 then sees 12 channels: (25·12 + 1)·16.
    expect(nodes.get(idOf('c1'))?.after?.parameters.total).toBe(312);
    expect(nodes.get(idOf('c3'))?.change.parameters).toEqual([2416, 4816]);
    expect(nodes.get(idOf('s2'))?.change.after).toEqual([14, 14, 12]);
    expect(nodes.has(idOf('c5'))).toBe(false);
    expect(preview?.totals.parameters).toEqual([61_706, 61_706 + 156 + 2400]);
    expect(documents.getState().document).toBe(before.document);
    expect(analyses.getState().analysis).toBe(before.analysis);
    expect(documents.getState().history.past).toHaveLength(0);
  });

  it('ends with a change of the document, and with the drag', () => {
    const { documents, previews, idOf } = opened();
    const command = { type: 'setParams', node: idOf('c1'), params: { filters: 8 } } as const;
    previews.start();
    previews.show([command], 'drag');
    expect(previews.getState().kind).toBe('drag');
    previews.end();
    expect(previews.getState()).toMatchObject({ preview: null });
    previews.show([command]);
    documents.dispatch('Filters', command);
    expect(previews.getState().preview).toBeNull();
    expect(previews.getState().nodes.size).toBe(0);
  });

  it('tells which wires would be made and which would be gone', () => {
    const { documents, previews, idOf } = opened();
    const { edges } = documents.getState().document.graph;
    const into = Object.values(edges).find(({ target }) => target === idOf('c3'));
    const node = { id: 'new', kind: 'batchNormalization', name: 'new', params: {} };
    previews.show([{ type: 'insertOnEdge', edge: into?.id ?? '', node, position: { x: 0, y: 0 } }]);
    const { made, unmade } = previews.getState().wires;
    expect(made.map(({ source, target }) => [source, target]).sort()).toEqual(
      [
        [idOf('s2'), 'new'],
        ['new', idOf('c3')],
      ].sort(),
    );
    expect([...unmade]).toEqual([into?.id]);
    previews.show([{ type: 'setParams', node: idOf('c1'), params: { filters: 12 } }]);
    expect(previews.getState().wires.made).toEqual([]);
  });

  it('shows a layer that is set otherwise though its figures stay', () => {
    const { previews, idOf } = opened();
    previews.show([{ type: 'setParams', node: idOf('c1'), params: { activation: 'relu' } }]);
    const { nodes, preview } = previews.getState();
    expect([...nodes.keys()]).toEqual([idOf('c1')]);
    expect(nodes.get(idOf('c1'))?.node?.params.activation).toBe('relu');
    expect(nodes.get(idOf('c1'))?.change).toMatchObject({ kind: 'set', parameters: [156, 156] });
    expect(preview?.nodes).toEqual([]);
    // Set to what it is.
    previews.show([{ type: 'setParams', node: idOf('c1'), params: { activation: 'tanh' } }]);
    expect(previews.getState().preview?.nodes).toEqual([]);
  });

  it('renders the subscribers of changed layers alone', () => {
    const { previews, idOf } = opened();
    const heard: string[] = [];
    for (const name of ['c1', 's2', 'c3', 's4', 'output']) {
      const id = idOf(name);
      let last = previews.getState().nodes.get(id);
      previews.subscribe((state) => {
        if (state.nodes.get(id) !== last) heard.push(name);
        last = state.nodes.get(id);
      });
    }
    previews.show([{ type: 'setParams', node: idOf('c3'), params: { useBias: false } }]);
    expect(heard).toEqual(['c3']);
  });
});
