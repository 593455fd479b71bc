import i18next from 'i18next';
import { fillIn, type ImportError, type ImportReport, type Note } from '../../src/core/interop/keras/notes.ts';
import type { Locale } from '../i18n/format.ts';
import { frenchFor } from '../i18n/french.ts';

/** What an import says of a layer, in the reader's language. */
export function noteText(note: Note, locale: Locale): string {
  const french = frenchFor(locale);
  return french ? fillIn(french.importNotesFr[note.code], note.values) : note.message;
}

/** `231 layers in 32 groups`; of groups nothing is said where there are none. */
export function importSize({ layers: count, groups }: ImportReport): string {
  const layers = i18next.t('shell:imported.layers', { count });
  return groups === 0 ? layers : i18next.t('shell:imported.inGroups', { count: groups, layers });
}

/** Why a file was not imported, in the language of the moment. */
export function importErrorText(error: ImportError): string {
  const french = frenchFor(i18next.language);
  return french ? fillIn(french.importErrorsFr[error.code], error.values) : error.message;
}
