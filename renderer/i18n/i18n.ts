import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './en/index.ts';
import type { Locale } from './format.ts';
import { fr } from './fr/index.ts';

export const locales: readonly Locale[] = ['en', 'fr'];

export async function startI18n(locale: Locale): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: 'en',
    resources: { en, fr },
    ns: Object.keys(en),
    defaultNS: 'shell',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
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
