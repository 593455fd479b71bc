import { fillTemplate } from '../../src/core/problems/messages.ts';
import { recognise } from '../../src/engine/sayings.ts';
import { engineReason } from './engine-reason.ts';
import { formatDecimals, formatFull, type Locale } from './format.ts';
import { frenchFor } from './french.ts';
import { useLocale } from './i18n.ts';

/** What the engine said, in the reader's language. What a driver or a library said stays as it is, and is called that. */
export function engineText(message: string, locale: Locale): string {
  const french = frenchFor(locale);
  if (!french) return message;
  const said = recognise(message);
  if (!said) return engineReason(message, locale) ?? fillTemplate(french.technicalFr, { message });
  // A reason may be a sentence of the engine's own: a backend that does not start says why.
  const values = Object.entries(said.values).map(([key, value]) => [
    key,
    inner(value, french) ?? engineReason(value, locale) ?? asNumber(value, locale),
  ]);
  return fillTemplate(french.sayingsFr[said.code], Object.fromEntries(values));
}

function inner(value: string, { sayingsFr }: NonNullable<ReturnType<typeof frenchFor>>): string | null {
  const said = recognise(value);
  return said ? fillTemplate(sayingsFr[said.code], said.values) : null;
}

/** `1,024` and `2.5` as numbers are written here; any other value as it is. */
function asNumber(value: string, locale: Locale): string {
  if (!/^(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(value)) return value;
  const number = Number(value.replaceAll(',', ''));
  const digits = value.split('.')[1]?.length ?? 0;
  return digits === 0 ? formatFull(number, locale) : formatDecimals(number, digits, locale);
}

export function useEngineText(): (message: string) => string {
  const locale = useLocale();
  return (message) => engineText(message, locale);
}
