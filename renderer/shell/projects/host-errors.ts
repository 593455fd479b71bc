import i18next from 'i18next';
import { HostError } from '../../../src/host/host.ts';

/** What happened and what to do about it, in the interface's language. */
export function hostErrorText(error: unknown): string {
  if (error instanceof HostError) {
    return i18next.t(`shell:hostErrors.${error.code}`, { path: error.path, message: error.message });
  }
  return error instanceof Error ? error.message : String(error);
}
