import { describe, expect, it } from 'vitest';
import { templateById } from '../../../templates/index.ts';
import { derived, formula, num, symbolTokens, tokensText, valueTokens } from '../math/formula.ts';
import { analyze } from './analyze.ts';
import type { Derivation, DerivationCode } from './derivations/derivation.ts';
import { derivationTitles } from './derivations/derivation.ts';
import { forecastDerivations } from './derivations/network.ts';
import { derivations } from './explain.ts';
import { trainingMemory, trainingPeak } from './memory.ts';

function subject(id: string) {
  const document = templateById(id)?.build();
  if (!document) throw new Error(`no template ${id}`);
  return { document, analysis: analyze(document.graph), samples: 60_000 };
}

const value = (lines: readonly Derivation[], code: DerivationCode, of?: string): number | undefined =>
  lines.find((line) => line.code === code && (of === undefined || line.of === of))?.formula.value;

describe.each(['lenet-5', 'vgg-16', 'resnet-50', 'inception-v3'])('derivations in %s', (id) => {
  const all = subject(id);
  const { analysis } = all;

  it('give every figure of every layer', () => {
    for (const [node, figures] of Object.entries(analysis.nodes)) {
      const lines = derivations(node, all);
      expect(lines.filter((line) => line.code === 'output').map((line) => line.formula.value)).toEqual(
        figures.output?.shape,
      );
      expect(value(lines, 'parameters')).toBe(figures.parameters.total);
      expect(value(lines, 'trainable')).toBe(figures.parameters.trainable);
      expect(value(lines, 'nonTrainable')).toBe(figures.parameters.nonTrainable);
      expect(value(lines, 'macs')).toBe(figures.cost?.macs.value);
      expect(value(lines, 'flops')).toBe(2 * (figures.cost?.macs.value ?? Number.NaN));
      expect(value(lines, 'ops')).toBe(
        2 * (figures.cost?.macs.value ?? Number.NaN) + (figures.cost?.otherOps.value ?? Number.NaN),
      );
      expect(value(lines, 'activationBytes')).toBe(figures.activationBytes);
      const field = figures.receptiveField;
      for (const [code, numbers] of [
        ['receptiveField', field?.size],
        ['jump', field?.jump],
        ['start', field?.start],
      ] as const)
        expect(lines.filter((line) => line.code === code).map((line) => line.formula.value)).toEqual(numbers ?? []);
    }
  });

  it('give the figures of the network', () => {
    const lines = derivations(null, all);
    const { totals } = analysis;
    expect(value(lines, 'parameters')).toBe(totals.parameters);
    expect(value(lines, 'trainable')).toBe(totals.trainable);
    expect(value(lines, 'nonTrainable')).toBe(totals.nonTrainable);
    expect(value(lines, 'depth')).toBe(totals.depth);
    expect(value(lines, 'macs')).toBe(totals.macs);
    expect(value(lines, 'flops')).toBe(totals.flops);
    expect(value(lines, 'ops')).toBe(totals.allOps);
    expect(value(lines, 'weightBytes')).toBe(totals.weightBytes);
    expect(value(lines, 'activationsBytes')).toBe(totals.activationBytes);
    expect(value(lines, 'trainingRun')).toBe(3 * totals.flops * 60_000 * all.document.training.epochs);
  });

  it('each say their convention and where it is written', () => {
    const groups = Object.keys(all.document.groups);
    const lines = [null, ...groups, ...analysis.order].flatMap((one) => derivations(one, all));
    for (const { reference, formula, code } of lines) {
      expect(reference.text, code).not.toBe('');
      if (reference.url !== undefined) expect(new URL(reference.url).protocol).toMatch(/^https?:$/);
      expect(tokensText(symbolTokens(formula))).not.toBe('');
      expect(tokensText(valueTokens(formula))).not.toContain('NaN');
    }
  });
});

it('there is a derivation of every sort', () => {
  const all = subject('inception-v3');
  const held = trainingMemory(all.document.graph, all.analysis, all.document.training);
  const working = formula(derived('w', 7));
  const forecast = { held, working, peak: trainingPeak(held, working), largestBatch: formula(num(12)) };
  const lines = [...derivations(null, all), ...derivations('conv2d', all), ...forecastDerivations(forecast)];
  expect(value(lines, 'trainingPeak')).toBe(held.total.value + 7);
  expect(new Set(lines.map((line) => line.code))).toEqual(new Set(Object.keys(derivationTitles)));
});

it('a group is the sum of its layers, those of groups inside it included', () => {
  const all = subject('vgg-16');
  const [group] = Object.values(all.document.groups);
  if (!group) throw new Error('no group');
  const lines = derivations(group.id, all);
  const sum = group.members.reduce((count, id) => count + (all.analysis.nodes[id]?.parameters.total ?? 0), 0);
  expect(value(lines, 'parameters')).toBe(sum);
  expect(sum).toBeGreaterThan(0);
});

it('a group puts out what its last layer does, and says which that is', () => {
  const all = subject('vgg-16');
  const group = Object.values(all.document.groups).find(({ members }) => members.includes('block1_pool'));
  const lines = derivations(group?.id ?? '', all).filter(({ code }) => code === 'output');
  // Simonyan, Zisserman 2014, table 1: the first block halves 224×224 and has 64 channels.
  expect(lines.map(({ of, layer, formula: { value: size } }) => [of, layer, size])).toEqual([
    ['H′', 'block1_pool', 112],
    ['W′', 'block1_pool', 112],
    ['C′', 'block1_pool', 64],
  ]);
});

it('tells the values that InceptionV3 trains from those that it does not', () => {
  const all = subject('inception-v3-notop');
  const lines = derivations(null, all);
  // Keras: 21,802,784, of which the moving means and variances are 34,432.
  expect([value(lines, 'trainable'), value(lines, 'nonTrainable')]).toEqual([21_768_352, 34_432]);
  const normalisation = all.analysis.order.find((id) => all.document.graph.nodes[id]?.kind === 'batchNormalization');
  const texts = derivations(normalisation ?? '', all).flatMap(({ code, formula: of }) =>
    code === 'nonTrainable' ? [tokensText(symbolTokens(of)), tokensText(valueTokens(of))] : [],
  );
  expect(texts).toEqual(['moving_mean + moving_variance', '32 + 32']);
});

it('tells the depth of VGG-16 by its kinds', () => {
  const [line] = derivations(null, subject('vgg-16')).filter(({ code }) => code === 'depth');
  if (!line) throw new Error('no depth');
  expect(tokensText(symbolTokens(line.formula))).toBe('Conv2D + MaxPool + Dense');
  expect(tokensText(valueTokens(line.formula))).toBe('13 + 5 + 3');
});

it('of nothing is nothing', () => {
  expect(derivations('nobody', subject('lenet-5'))).toEqual([]);
});

it('tells how the field of VGG-16’s first pooling came about', () => {
  const lines = derivations('block1_pool', subject('vgg-16')).filter((line) => line.of === 'H');
  expect(lines.map((line) => tokensText(valueTokens(line.formula)))).toEqual(['5 + (2 − 1)·1·1', '1·2', '-2 − 0·1']);
});
