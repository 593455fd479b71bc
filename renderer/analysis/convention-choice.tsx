import { useTranslation } from 'react-i18next';
import { conventions } from '../../src/core/analysis/conventions.ts';
import { useAnalysis, useApp, useUi } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Segmented } from '../ui/choice.tsx';
import { Section } from '../ui/layout.tsx';
import { Tip } from '../ui/tooltip.tsx';
import styles from './analysis.module.css';

/** How work is counted, with what the other conventions give. */
export function ConventionChoice() {
  const { t } = useTranslation('analysis');
  const { ui } = useApp();
  const locale = useLocale();
  const convention = useUi((s) => s.convention);
  const { macs, flops, allOps } = useAnalysis((s) => s.analysis.totals);
  const others = t('convention.others', {
    macs: formatFull(macs, locale),
    flops: formatFull(flops, locale),
    ops: formatFull(allOps, locale),
  });
  return (
    <Section title={t('convention.label')}>
      <Tip text={others}>
        <span className={styles.choice}>
          <Segmented
            label={t('convention.label')}
            value={convention}
            choices={conventions.map((value) => ({ value, label: t(`convention.${value}`) }))}
            onChange={(value) => ui.setState({ convention: value })}
          />
        </span>
      </Tip>
      <p className={styles.note}>{t(`convention.${convention}Hint`)}</p>
    </Section>
  );
}
