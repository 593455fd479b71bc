import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { derivations } from '../../src/core/analysis/explain.ts';
import { derived, formula, num, over, product, sum } from '../../src/core/math/formula.ts';
import { leNet5 } from '../../templates/lenet-5.ts';
import { changeLocale, startI18n } from '../i18n/i18n.ts';
import { SymbolicLine } from './formula-line.tsx';

const text = (of: Parameters<typeof SymbolicLine>[0]['formula']): string =>
  renderToStaticMarkup(<SymbolicLine formula={of} />).replace(/<[^>]*>/g, '');

const document = leNet5.build();
const subject = { document, analysis: analyze(document.graph), samples: 60_000 };
const symbolsOf = (code: string): string => {
  const line = derivations(null, subject).find((one) => one.code === code);
  if (!line) throw new Error(`no ${code}`);
  return text(line.formula);
};

beforeAll(() => startI18n('fr'));
afterAll(() => changeLocale('en'));

describe('a formula read in French', () => {
  it('has its words in French', () => {
    expect(symbolsOf('intensity')).toBe('2·MAC / (entrées + sortie + poids)');
    expect(symbolsOf('trainingMemory')).toBe('poids + gradients + états + activations');
    expect(symbolsOf('trainingRun')).toBe('E·Fép');
  });

  it('has its numbers in French', () => {
    expect(text(formula(product(num(0.5), sum(num(12_345), num(-3)))))).toBe('0,5·(12\u202f345 + −3)');
  });

  it('leaves the name of a layer alone, be it a word', () => {
    expect(text(formula(over(derived('weights', 4), derived('in', 2))))).toBe('weights / in');
  });
});
