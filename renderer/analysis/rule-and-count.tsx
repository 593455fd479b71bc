import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { compareWithRule } from '../../src/core/analysis/scaling.ts';
import { useAnalysis, useApp } from '../app.ts';
import { formatDecimals, formatShort } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { NumberField } from '../ui/fields.tsx';
import { Tip } from '../ui/tooltip.tsx';
import styles from './calculator.module.css';
import { positionsOf } from './positions.ts';
import { Why } from './why.tsx';

/** The rule beside the count for one sample of the network in the editor, and why they differ. */
export function RuleAndCount() {
  const { t } = useTranslation('analysis');
  const { documents } = useApp();
  const locale = useLocale();
  const analysis = useAnalysis((s) => s.analysis);
  const [positions, setPositions] = useState(() => positionsOf(documents.getState().document.graph, analysis));
  const found = useMemo(() => compareWithRule(analysis, positions), [analysis, positions]);
  const { rule, counted, usesPerParameter, difference } = found;
  const uses = usesPerParameter
    ? formatDecimals(usesPerParameter.value, usesPerParameter.value < 10 ? 2 : 0, locale)
    : '—';
  return (
    <section>
      <h3>{t('calculator.compare')}</h3>
      <div className={styles.compare}>
        <div>
          <label htmlFor="calculator-positions">{t('calculator.positions')}</label>
          <Tip text={t('calculator.positionsHint')}>
            <span className={styles.positions}>
              <NumberField
                id="calculator-positions"
                label={t('calculator.positions')}
                value={positions}
                integer
                min={1}
                max={1e9}
                onChange={setPositions}
              />
            </span>
          </Tip>
        </div>
        <dl>
          <div>
            <dt>{t('calculator.byRule')}</dt>
            <dd>{formatShort(rule.value, locale)}</dd>
          </div>
          <div>
            <dt>{t('calculator.counted')}</dt>
            <dd>{formatShort(counted.value, locale)}</dd>
          </div>
          <div>
            <dt>{t('calculator.uses')}</dt>
            <dd>{uses}</dd>
          </div>
        </dl>
      </div>
      <p className={styles.finding} data-tone={difference === 'agree' ? 'ok' : 'warn'}>
        {t(difference === 'unknown' ? 'calculator.unknownDifference' : `calculator.${difference}`, { uses })}
      </p>
      <Why
        reasons={[
          { title: t('calculator.byRule'), formula: rule, unit: t('convention.flops') },
          { title: t('calculator.counted'), formula: counted, unit: t('convention.flops') },
          ...(usesPerParameter ? [{ title: t('calculator.uses'), formula: usesPerParameter, unit: '' }] : []),
        ]}
      />
    </section>
  );
}
