import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en/index.ts';
import type { Locale } from './format.ts';
import { loadFrench } from './french.ts';

export const locales: readonly Locale[] = ['en', 'fr'];

export async function startI18n(locale: Locale): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en },
    ns: Object.keys(en),
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await changeLocale(locale);
  return i18next;
}

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
  return instance.language.startsWith('fr') ? 'fr' : 'en';
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof en;
  }
}
