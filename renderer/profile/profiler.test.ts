import { afterEach, describe, expect, it } from 'vitest';
import { network } from '../../src/core/build/network.ts';
import type { StrideDocument } from '../../src/core/document/schema.ts';
import type { Engine } from '../../src/engine/protocol.ts';
import { createSameThreadEngine } from '../../src/engine/testing/same-thread.ts';
import { createAnalysisStore } from '../store/analysis.ts';
import { createDocumentStore } from '../store/document.ts';
import { createUiStore } from '../store/ui.ts';
import { createProfiler } from './profiler.ts';

let engine: Engine;
afterEach(() => engine.destroy());

function classifier(batchSize = 4): StrideDocument {
  const net = network('small');
  const x = net.conv2d(net.input([8, 8, 1]), { filters: 4, kernelSize: [3, 3], activation: 'relu' }, 'conv');
  net.dense(net.flatten(x, {}, 'flat'), { units: 4, activation: 'softmax' }, 'out');
  return net.document({ batchSize });
}

function open(document: StrideDocument) {
  engine = createSameThreadEngine();
  const documents = createDocumentStore();
  const analyses = createAnalysisStore(documents);
  const ui = createUiStore({
    theme: 'system',
    locale: 'en',
    overlay: 'time',
    convention: 'macs',
    backend: 'wasm',
    shortcuts: {},
    tensorboard: false,
  });
  documents.open(document, { id: 'first', path: null, saved: false });
  const profiler = createProfiler({ engine, documents, analyses, ui });
  const idOf = (name: string): string => {
    const found = Object.values(documents.getState().document.graph.nodes).find((node) => node.name === name);
    return found?.id ?? '';
  };
  const setFilters = (filters: number) => {
    const node = idOf('conv');
    const { params } = documents.getState().document.graph.nodes[node] ?? { params: {} };
    documents.dispatch('Filters', { type: 'setParams', node, params: { ...params, filters } });
  };
  return { documents, profiler, idOf, setFilters };
}

describe('the profiler', () => {
  it('times each layer once at the batch that it trains with, and tells how far it is', async () => {
    const { profiler, idOf } = open(classifier(4));
    const progress: number[] = [];
    profiler.subscribe((state) => progress.push(state.progress ?? 2));
    await profiler.measure();
    const { profile, times } = profiler.getState();
    expect(Object.keys(times ?? {}).sort()).toEqual(['conv', 'flat', 'out'].map(idOf).sort());
    expect(profile).toMatchObject({ batchSize: 4, device: { backend: 'wasm' }, layers: times });
    expect(progress.filter((done) => done > 0 && done < 1).length).toBeGreaterThan(1);
    expect(profiler.getState().progress).toBeNull();
  });

  it('has no times after an edit of what is computed, and has them again when it is undone', async () => {
    const { documents, profiler, idOf, setFilters } = open(classifier());
    await profiler.measure();
    const { times } = profiler.getState();
    documents.dispatch('Rename', { type: 'rename', node: idOf('out'), name: 'last' });
    documents.dispatch('Batch', { type: 'setTraining', settings: { batchSize: 16 } });
    expect(profiler.getState().times).toBe(times);
    setFilters(5);
    expect(profiler.getState().times).toBeNull();
    documents.undo();
    expect(profiler.getState().times).toBe(times);
    documents.redo();
    expect(profiler.getState()).toMatchObject({ times: null, profile: { layers: times } });
    await profiler.measure();
    expect(profiler.getState().times).not.toBeNull();
    expect(profiler.getState().profile?.batchSize).toBe(16);
  });

  it('takes what was edited while it was measured for what it was', async () => {
    const { profiler, setFilters } = open(classifier());
    const measured = profiler.measure();
    setFilters(6);
    await measured;
    expect(profiler.getState()).toMatchObject({ times: null, failure: null });
    setFilters(4);
    expect(profiler.getState().times).not.toBeNull();
  });

  it('measures at another batch when told to', async () => {
    const { profiler } = open(classifier(4));
    profiler.setBatchSize(2);
    await profiler.measure();
    expect(profiler.getState().profile?.batchSize).toBe(2);
  });

  it('forgets with the document, and leaves off when it is closed', async () => {
    const { documents, profiler } = open(classifier());
    await profiler.measure();
    const second = profiler.measure();
    documents.open(classifier(), { id: 'second', path: null, saved: false });
    await second;
    expect(profiler.getState()).toMatchObject({ profile: null, times: null, failure: null, progress: null });
  });

  it('says why it could not, and nothing when it was cancelled', async () => {
    const { profiler } = open(classifier());
    profiler.setBatchSize(2 ** 30);
    await profiler.measure();
    expect(profiler.getState()).toMatchObject({ failure: { code: 'out-of-memory' }, times: null });
    profiler.setBatchSize(null);
    const cancelled = profiler.measure();
    expect(profiler.getState()).toMatchObject({ failure: null, progress: 0 });
    profiler.cancel();
    await cancelled;
    expect(profiler.getState()).toMatchObject({ failure: null, progress: null, times: null });
  });
});
