import { useTranslation } from 'react-i18next';
import type { Origin } from './compared.ts';

/** Where a network that is compared comes from, in the reader's words. */
export function useOriginText(): (origin: Origin) => string {
  const { t } = useTranslation('compare');
  return (origin) => {
    if (origin.kind === 'file' || origin.kind === 'run') return origin.name;
    return origin.kind === 'step' ? t('origin.step', { label: origin.label }) : t(`origin.${origin.kind}`);
  };
}
