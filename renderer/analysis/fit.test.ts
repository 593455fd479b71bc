import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import type { OptimizerName, StrideDocument } from '../../src/core/document/schema.ts';
import { buildProgram } from '../../src/engine/network/program.ts';
import { stripes } from '../../src/engine/testing/datasets.ts';
import { chooseSamples } from '../../src/engine/train/choose-samples.ts';
import { checkMemory, trainingBytes } from '../../src/engine/train/memory.ts';
import { forecastFit } from '../../src/engine/train/peak.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { resNet50 } from '../../templates/resnet-50.ts';
import { compiledNetwork } from '../training/compiled.ts';
import { asTrained } from './use-fit.ts';

const gibibyte = 2 ** 30;

function opened(template: { build(): StrideDocument }, batchSize: number, optimizer: OptimizerName) {
  const made = template.build();
  const document = { ...made, training: { ...made.training, batchSize, optimizer } };
  const analysis = analyze(document.graph);
  const network = compiledNetwork(document.graph, analysis);
  if (!network) throw new Error('The template does not compile.');
  return { document, analysis, program: buildProgram(network) };
}

describe('forecastFit', () => {
  it.each([
    [leNet5, 32, 'sgd'],
    [resNet50, 16, 'adam'],
    [resNet50, 2, 'momentum'],
  ] as const)('says of a network what the engine counts before it starts', (template, batchSize, optimizer) => {
    const { document, analysis, program } = opened(template, batchSize, optimizer);
    const counted = trainingBytes(program, optimizer, batchSize);
    const fit = forecastFit(document, analysis, 3 * gibibyte);
    expect(fit.peak.value).toBe(counted.weights + counted.activations);
    expect(fit.held.total.value + fit.working.value).toBe(fit.peak.value);
  });

  it('names the largest batch that the engine lets through', () => {
    const { document, analysis, program } = opened(resNet50, 64, 'adam');
    const fit = forecastFit(document, analysis, 3 * gibibyte);
    const budget = { bytes: 3 * gibibyte, tensorValues: null };
    const largest = fit.largestBatch?.value ?? 0;
    expect(fit.fits).toBe(false);
    expect(largest).toBeGreaterThan(0);
    expect(() => checkMemory(program, 'adam', largest, budget, 'wasm')).not.toThrow();
    expect(() => checkMemory(program, 'adam', largest + 1, budget, 'wasm')).toThrow(/Training needs/);
  });

  it('promises nothing of a device whose memory is unknown', () => {
    const { document, analysis } = opened(leNet5, 32, 'adam');
    expect(forecastFit(document, analysis, null)).toMatchObject({ fits: null, largestBatch: null });
    expect(forecastFit(document, analysis, 1).largestBatch?.value).toBe(0);
  });

  it('counts the batch that the engine takes where the images are fewer', () => {
    const images = stripes();
    const { document } = opened(leNet5, 60_000, 'adam');
    const { train } = chooseSamples(images, document.training.validationShare, document.training.seed);
    expect(asTrained(document, images).training.batchSize).toBe(train.indices.length);
    const small = opened(leNet5, 2, 'adam').document;
    expect([asTrained(small, images), asTrained(document, null)]).toEqual([small, document]);
  });
});
