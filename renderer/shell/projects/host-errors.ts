import i18next from 'i18next';
import { HostError } from '../../../src/host/host.ts';

/**
 * What happened and what to do about it, in the interface's language. What is not there is another thing `writing`: the
 * folder, not the file.
 */
export function hostErrorText(error: unknown, doing: 'reading' | 'writing' = 'reading'): string {
  if (error instanceof HostError) {
    if (doing === 'writing' && error.code === 'not-found')
      return i18next.t('shell:hostErrors.noFolder', { path: error.path });
    return i18next.t(`shell:hostErrors.${error.code}`, { path: error.path, message: error.message });
  }
  return error instanceof Error ? error.message : String(error);
}
