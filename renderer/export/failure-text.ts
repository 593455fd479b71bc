import i18next from 'i18next';
import { HostError } from '../../src/host/host.ts';
import { engineText } from '../i18n/engine-text.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';

/** Why an export failed, in the interface's language, whether the host or the engine says it. */
export function failureText(error: unknown): string {
  const text = hostErrorText(error, 'writing');
  return error instanceof HostError ? text : engineText(text, i18next.language === 'fr' ? 'fr' : 'en');
}
