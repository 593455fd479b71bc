import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { say } from '../../../src/engine/sayings.ts';
import { engineText } from '../engine-text.ts';
import { loadFrench } from '../french.ts';
import { reasonsFr } from './reasons.ts';

const folder = fileURLToPath(new URL('../../../src/engine/network/', import.meta.url));

/** Texts that an expression may be, with `{}` for values in them. What is neither text nor choice comes from elsewhere. */
function textsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression))
    return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)];
  if (!ts.isTemplateExpression(expression)) return [];
  return expression.templateSpans.reduce(
    (texts, { expression: value, literal }) => {
      const inner = ts.isConditionalExpression(value) ? textsOf(value) : [];
      return texts.flatMap((text) => (inner.length > 0 ? inner : ['{}']).map((part) => text + part + literal.text));
    },
    [expression.head.text],
  );
}

/** Every reason that the sources of the engine give for refusing a layer. */
function reasonsInSources(): string[] {
  const found: string[] = [];
  for (const file of readdirSync(folder, { encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.includes('.test.')) continue;
    const source = ts.createSourceFile(file, readFileSync(`${folder}${file}`, 'utf8'), ts.ScriptTarget.ESNext, true);
    const look = (node: ts.Node): void => {
      const [reason] = ts.isCallExpression(node) ? node.arguments : [];
      if (reason && ts.isCallExpression(node) && /(^|\.)refuse$/.test(node.expression.getText()))
        found.push(...textsOf(reason));
      ts.forEachChild(node, look);
    };
    look(source);
  }
  return [...new Set(found)];
}

beforeAll(loadFrench);

describe('reasons of the engine', () => {
  it('are all said in French', () => {
    const reasons = reasonsInSources();
    expect(reasons.length).toBeGreaterThan(40);
    expect(reasons.filter((reason) => !Object.hasOwn(reasonsFr, reason))).toEqual([]);
  });

  it('take as many values in French', () => {
    const count = (text: string) => text.split('{}').length - 1;
    expect(Object.entries(reasonsFr).filter(([english, french]) => count(english) !== count(french))).toEqual([]);
  });

  it('stand inside the sentence that names the layer', () => {
    const message = say('layerRefused', {
      layer: 'pool1',
      className: 'MaxPooling2D',
      reason: 'a window of 2×2 does not fit into 1×1',
    });
    expect(engineText(message, 'fr')).toBe(
      'pool1 (MaxPooling2D) ne peut pas être entraînée ici\u00a0: une fenêtre de 2×2 ne tient pas dans 1×1.',
    );
    expect(engineText('dense feeds itself.', 'fr')).toBe('dense s’alimente elle-même.');
  });
});
