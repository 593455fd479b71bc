import i18next, { type FormatterModule, type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { once } from '../once.ts';
import { first } from './en/first.ts';
import type { English } from './en/index.ts';
import { formatFull, type Locale } from './format.ts';
import { loadFrench } from './french.ts';

export const locales: readonly Locale[] = ['en', 'fr'];

export async function startI18n(locale: Locale): Promise<i18n> {
  await i18next
    .use(initReactI18next)
    .use(counts)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      resources: { en: first },
      ns: Object.keys(first),
      defaultNS: 'shell',
      interpolation: { escapeValue: false, alwaysFormat: true },
      returnNull: false,
    });
  await changeLocale(locale);
  return i18next;
}

/** Counts are numbers, because they choose the plural; they are printed as every other number is. */
const counts: FormatterModule = {
  type: 'formatter',
  init() {},
  // Texts name no formats: other values come as they are to be printed.
  add() {},
  addCached() {},
  format: (value, _format, language, options) =>
    typeof value === 'number' && options?.interpolationkey === 'count' ? formatFull(value, localeOf(language)) : value,
};

const localeOf = (language = 'en'): Locale => (language.startsWith('fr') ? 'fr' : 'en');

/**
 * English texts beyond the start screen's. Whatever shows them waits for this, so that no key is seen in place of its text;
 * French is loaded whole. Rejects where the page's server is gone: the next call asks again.
 */
export const loadEditorTexts: () => Promise<void> = once(async () => {
  const { later } = await import('./en/later.ts');
  for (const [namespace, texts] of Object.entries(later)) i18next.addResourceBundle('en', namespace, texts, true, true);
});

/** Loads a part of the editor together with the texts that it shows, once. */
export const withTexts = <T>(load: () => Promise<T>): (() => Promise<T>) =>
  once(async () => {
    const [part] = await Promise.all([load(), loadEditorTexts()]);
    return part;
  });

/** Changes the language of the interface. French comes when it is first wanted: the first paint waits for one language. */
export async function changeLocale(locale: Locale): Promise<void> {
  if (locale === 'fr' && !i18next.hasResourceBundle('fr', 'shell')) {
    const [{ fr }] = await Promise.all([import('./fr/index.ts'), loadFrench()]);
    for (const [namespace, texts] of Object.entries(fr)) i18next.addResourceBundle('fr', namespace, texts);
  }
  await i18next.changeLanguage(locale);
}

/** The interface's language, for `format.ts`. */
export function useLocale(): Locale {
  const { i18n: instance } = useTranslation();
  return localeOf(instance.language);
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: English;
  }
}
