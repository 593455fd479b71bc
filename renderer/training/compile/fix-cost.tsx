import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fixCost } from '../../../src/core/analysis/fixes/cost.ts';
import type { Fix } from '../../../src/core/problems/problem.ts';
import { useDocument } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import styles from './compile.module.css';

/** What a fix costs in parameters; nothing for one that costs none. */
export function FixCost({ fix }: { readonly fix: Fix }) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const document = useDocument((state) => state.document);
  const { parameters } = useMemo(() => fixCost(document, fix), [document, fix]);
  if (parameters === 0) return null;
  const value = `${parameters < 0 ? '−' : '+'}${formatFull(Math.abs(parameters), locale)}`;
  return <span className={styles.cost}>{t('fixCost.parameters', { value })}</span>;
}
