import { Boxes } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { subtotal } from '../../src/core/analysis/share.ts';
import { useAnalysis, useUi } from '../app.ts';
import { formatFull, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { AcrossSelection } from './across-selection.tsx';
import { CommonSettings } from './common-settings.tsx';
import styles from './inspector.module.css';
import { Operating } from './operating.tsx';

/** Several layers: what they sum up to, and the settings that all of them have. */
export function SeveralInspector({ ids }: { readonly ids: ReadonlySet<string> }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const parameters = useAnalysis((s) => subtotal(s.analysis, [...ids], 'parameters'));
  const convention = useUi((s) => s.convention);
  const work = useAnalysis((s) => subtotal(s.analysis, [...ids], convention));
  return (
    <div className={styles.body}>
      <header className={styles.head}>
        <span className={styles.plainTile}>
          <Boxes size={18} />
        </span>
        <div className={styles.titles}>
          <h2>{t('inspector.several', { count: ids.size })}</h2>
          <p>
            {t('count.parameters', { count: parameters, number: formatFull(parameters, locale) })} ·{' '}
            {formatTotal(work, locale)} {t(`why.unit.${convention}`)}
          </p>
        </div>
      </header>
      <Operating ids={[...ids]} />
      <div className={styles.scroll}>
        <AcrossSelection ids={[...ids]} />
        <CommonSettings ids={[...ids]} />
      </div>
    </div>
  );
}
