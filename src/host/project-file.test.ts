import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../core/analysis/testing/graph.ts';
import { compileNetwork } from '../core/compile/compile.ts';
import versionOne from '../core/document/fixtures/v1-lenet.json' with { type: 'json' };
import type { RunRecord } from '../core/document/runs.ts';
import { fingerprint } from '../core/document/runs.ts';
import type { Project } from './project-file.ts';
import { readProject, writeProject } from './project-file.ts';

const document = documentOf([
  ['in', 'input', { shape: [4, 4, 1] }],
  ['flat', 'flatten', {}, ['in']],
  ['fc', 'dense', { units: 3, activation: 'softmax' }, ['flat']],
]);
const epoch = {
  epoch: 1,
  loss: 0.5,
  accuracy: 0.8,
  valLoss: 0.6,
  valAccuracy: null,
  samplesPerSecond: 120,
  seconds: 3,
  extra: { top2Accuracy: 0.9 },
};

function project(): Project {
  const compiled = compileNetwork(document);
  if (!compiled.ok) throw new Error('refused');
  const run: RunRecord = {
    id: 'run/1 é',
    number: 1,
    name: 'Première',
    startedAt: '2026-11-22T12:00:00.000Z',
    settings: document.training,
    network: compiled.value,
    fingerprint: fingerprint(compiled.value),
    state: 'completed',
    epochs: [epoch],
    bestEpoch: 1,
    device: { backend: 'wasm', device: '4 threads, SIMD' },
    seconds: 3,
    parent: null,
    evaluation: { split: 'test', checkpoint: 'best', count: 10, loss: 0.4, accuracy: 0.9 },
    failure: null,
  };
  const tensor = (name: string, shape: readonly number[]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    return { name, shape, values: Float32Array.from({ length: size }, (_, i) => Math.sin(i) / 3) };
  };
  const snapshot = {
    step: 42,
    epoch: 1,
    weights: [tensor('fc/kernel', [16, 3]), tensor('fc/bias', [3])],
    optimizer: [tensor('fc/kernel/m', [16, 3]), tensor('step', [])],
    random: [1, 4294967295],
    history: [epoch],
  };
  return { document, runs: [run], best: { runId: run.id, snapshot } };
}

const read = (bytes: Uint8Array): Project => {
  const result = readProject(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('project file', () => {
  it('gives back all that was put in', () => {
    expect(read(writeProject(project()))).toEqual(project());
    const untrained = { document, runs: [], best: null };
    expect(read(writeProject(untrained))).toEqual(untrained);
  });

  it('is the same file for the same project', () => {
    expect(writeProject(project())).toEqual(writeProject(project()));
  });

  it('keeps every bit of a weight', () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 1, maxLength: 50 }), (values) => {
        const given = project();
        if (!given.best) throw new Error('no best run');
        const weights = [{ name: 'w', shape: [values.length], values }];
        const back = read(
          writeProject({ ...given, best: { ...given.best, snapshot: { ...given.best.snapshot, weights } } }),
        );
        const bits = (array: Float32Array | undefined) => [
          ...new Uint8Array(array?.slice().buffer ?? new ArrayBuffer(0)),
        ];
        expect(bits(back.best?.snapshot.weights[0]?.values)).toEqual(bits(values));
      }),
      { numRuns: 50 },
    );
  });

  it('survives a run that diverged', () => {
    const given = project();
    const [run] = given.runs;
    if (!run) throw new Error('no run');
    const epochs = [
      { ...epoch, valLoss: Number.NaN },
      { ...epoch, epoch: 2, loss: Number.NaN },
    ];
    const back = read(writeProject({ ...given, runs: [{ ...run, epochs }] }));
    expect(back.runs[0]?.epochs).toEqual([{ ...epoch, valLoss: null }]);
  });

  it('ignores members that it does not know', () => {
    const files = unzipSync(writeProject(project()));
    const more = zipSync({ ...files, 'notes.txt': new Uint8Array([1, 2, 3]) });
    expect(read(more)).toEqual(project());
  });

  it('reads a document saved as plain JSON, of an older version too', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(document));
    expect(read(bytes)).toEqual({ document, runs: [], best: null });
    expect(read(new TextEncoder().encode(JSON.stringify(versionOne))).document.name).toBe('LeNet-5');
  });

  it('refuses what is no project', () => {
    for (const text of ['', 'hello', '{"a":1}', 'null']) {
      const result = readProject(new TextEncoder().encode(text));
      expect(result.ok || result.error.message).toMatch(/not a Stride|damaged/);
    }
    expect(readProject(zipSync({ 'a.txt': new Uint8Array([1]) }))).toMatchObject({
      ok: false,
      error: { code: 'not-stride' },
    });
  });

  it('refuses a file cut off anywhere', () => {
    const bytes = writeProject(project());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        expect(readProject(bytes.slice(0, length)).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('names the member that was changed or is missing', () => {
    const files = unzipSync(writeProject(project()));
    for (const path of Object.keys(files).filter((name) => name !== 'manifest.json')) {
      const changed = new Uint8Array(files[path] ?? []);
      changed[5] = (changed[5] ?? 0) ^ 1;
      expect(readProject(zipSync({ ...files, [path]: changed }))).toMatchObject({
        ok: false,
        error: { code: 'damaged', path },
      });
      const { [path]: _gone, ...rest } = files;
      expect(readProject(zipSync(rest))).toMatchObject({ ok: false, error: { code: 'damaged', path } });
    }
  });

  it('names the place of a wrong run, and weights that do not fit their list', () => {
    const { 'manifest.json': _sums, ...files } = unzipSync(writeProject(project()));
    const runs = JSON.parse(new TextDecoder().decode(files['runs.json']));
    runs.runs[0].epochs[0].loss = 'low';
    const wrong = readProject(zipSync({ ...files, 'runs.json': new TextEncoder().encode(JSON.stringify(runs)) }));
    expect(wrong.ok || wrong.error.message).toContain('runs.0.epochs.0.loss');
    const path = Object.keys(files).find((name) => name.endsWith('.bin')) ?? '';
    const short = readProject(zipSync({ ...files, [path]: files[path]?.slice(0, -4) ?? new Uint8Array() }));
    expect(short).toMatchObject({ ok: false, error: { code: 'damaged', path } });
  });
});
