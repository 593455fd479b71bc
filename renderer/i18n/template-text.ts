import type { StrideDocument } from '../../src/core/document/schema.ts';
import type { Template } from '../../templates/template.ts';
import type { Locale } from './format.ts';
import type { TemplateTexts } from './fr/templates.ts';
import { frenchFor } from './french.ts';
import { useLocale } from './i18n.ts';

export interface TemplateText {
  readonly title: string;
  readonly variant: string;
  readonly note: string | undefined;
  readonly authors: string;
}

/** What a template says of itself, in the reader's language; English where no translation is known. */
export function templateText(template: Template, locale: Locale): TemplateText {
  const french: TemplateTexts | undefined = frenchFor(locale)?.templatesFr[template.id];
  const { title, variant, note, authors } = template;
  return {
    title: french?.title ?? title,
    variant: french?.variant ?? variant,
    note: french?.note ?? note,
    authors: french?.authors ?? authors,
  };
}

export const useTemplateText = (template: Template): TemplateText => templateText(template, useLocale());

/** The network of a template, named as its card is. */
export const templateDocument = (template: Template, locale: Locale): StrideDocument => ({
  ...template.build(),
  name: templateText(template, locale).title,
});
