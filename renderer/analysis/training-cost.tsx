import { Calculator } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { costDerivations } from '../../src/core/analysis/derivations/network.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { useApp } from '../app.ts';
import { formatShort } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import styles from './analysis.module.css';
import { useTrainingCost } from './use-fit.ts';
import { Why } from './why.tsx';

const always = ['forward', 'backward', 'step'] as const;
const withData = ['epoch', 'run'] as const;

/** Work of training as set, in FLOPs = 2·MACs. */
export function TrainingCostSection({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('analysis');
  const { dialogs } = useApp();
  const locale = useLocale();
  const cost = useTrainingCost(dataset);
  const shown = dataset ? [...always, ...withData] : always;
  return (
    <Section title={t('cost.title')} aside={t('cost.unit')}>
      <dl className={styles.costs}>
        {shown.map((figure) => (
          <div key={figure}>
            <dt>{t(`cost.${figure}`)}</dt>
            <dd>
              {cost.atLeast ? '≥\u00a0' : ''}
              {formatShort(cost[figure].value, locale)}
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Why derivations={costDerivations(cost, dataset !== null)}>
          <p className={styles.note}>{t('cost.hint')}</p>
        </Why>
        <Button
          look="ghost"
          size="small"
          icon={<Calculator size={12} />}
          onClick={() => dialogs.setState({ open: 'cost' })}
        >
          {t('calculator.open')}
        </Button>
      </div>
    </Section>
  );
}
