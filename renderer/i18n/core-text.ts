import { useMemo } from 'react';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import { choiceLabels } from '../../src/core/layers/names.ts';
import { type FieldKey, isLayerKind, layerOf } from '../../src/core/layers/registry.ts';
import { fillTemplate } from '../../src/core/problems/messages.ts';
import type { Fix, Problem } from '../../src/core/problems/problem.ts';
import type { Locale } from './format.ts';
import { choicesFr, fieldsFr, fieldTextsFr, layersFr } from './fr/core.ts';
import { fixesFr, problemsFr } from './fr/problems.ts';
import { useLocale } from './i18n.ts';

/* What the core says in English, in the reader's language. */

export interface LayerText {
  readonly title: string;
  readonly summary: string;
}

export function layerText(kind: string, locale: Locale): LayerText {
  if (locale === 'fr' && isLayerKind(kind)) return layersFr[kind];
  return layerOf(kind)?.doc ?? { title: kind, summary: '' };
}

export function fieldText(kind: string, field: FieldSpec, locale: Locale): { label: string; help: string } {
  if (locale !== 'fr' || !isLayerKind(kind) || !isFieldKey(field.key)) return field;
  return fieldTextsFr(kind, field.key);
}

const isFieldKey = (key: string): key is FieldKey => Object.hasOwn(fieldsFr, key);

export const choiceText = (value: string, locale: Locale): string =>
  (locale === 'fr' ? choicesFr[value] : undefined) ?? choiceLabels[value] ?? value;

export const problemText = (problem: Problem, locale: Locale): string =>
  locale === 'fr' ? fillTemplate(problemsFr[problem.code], withFieldName(problem.values)) : problem.message;

export const fixText = (fix: Fix, locale: Locale): string =>
  locale === 'fr' ? fillTemplate(fixesFr[fix.code], withFieldName(fix.values)) : fix.title;

/** A field by the name that the form gives it: `units` is "unités". */
export function withFieldName(values: Problem['values']): Problem['values'] {
  const { field } = values;
  if (typeof field !== 'string' || !isFieldKey(field)) return values;
  const { label } = fieldsFr[field];
  return { ...values, field: label.charAt(0).toLowerCase() + label.slice(1) };
}

export function useLayerText(kind: string): LayerText {
  return layerText(kind, useLocale());
}

export function useProblemText(): (problem: Problem) => string {
  const locale = useLocale();
  return useMemo(() => (problem: Problem) => problemText(problem, locale), [locale]);
}

export function useFixText(): (fix: Fix) => string {
  const locale = useLocale();
  return useMemo(() => (fix: Fix) => fixText(fix, locale), [locale]);
}
