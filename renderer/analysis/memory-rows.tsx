import { Calculator } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { derived, formula, sum } from '../../src/core/math/formula.ts';
import { useAnalysis, useApp, useDocument } from '../app.ts';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import styles from './analysis.module.css';
import { useFit, useInferencePeak } from './use-fit.ts';
import { Why } from './why.tsx';

/** Memory of the whole network, for the inspector: a forward pass at its peak, and training as set. */
export function MemoryRows() {
  const { t } = useTranslation('analysis');
  const { dialogs } = useApp();
  const locale = useLocale();
  const { fit } = useFit();
  const batch = useDocument((s) => s.document.training.batchSize);
  return (
    <Section title={t('memory.summary')}>
      <Peak />
      <p className={styles.line}>
        <span>{t('memory.training', { count: batch, number: formatFull(batch, locale) })}</span>
        <b>
          {fit.held.atLeast ? '≥\u00a0' : ''}
          {formatBytes(fit.peak, locale)}
        </b>
      </p>
      {fit.largestBatch === null ? null : (
        <p className={styles.line}>
          <span>{t('memory.largestBatch')}</span>
          <b>{formatFull(fit.largestBatch, locale)}</b>
        </p>
      )}
      <Button
        look="ghost"
        size="small"
        icon={<Calculator size={12} />}
        onClick={() => dialogs.setState({ open: 'cost' })}
      >
        {t('calculator.open')}
      </Button>
    </Section>
  );
}

/** Layers whose outputs are alive together when most is held. */
function Peak() {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const peak = useInferencePeak();
  const nodes = useDocument((s) => s.document.graph.nodes);
  const analysis = useAnalysis((s) => s.analysis);
  if (!peak) {
    return (
      <p className={styles.line}>
        <span>{t('memory.inference')}</span>
        <b>?</b>
      </p>
    );
  }
  const nameOf = (id: string) => nodes[id]?.name ?? id;
  const alive = formula(
    sum(...peak.aliveIds.map((id) => derived(nameOf(id), analysis.nodes[id]?.activationBytes ?? 0))),
  );
  return (
    <>
      <p className={styles.line}>
        <span>{t('memory.inference')}</span>
        <b>{formatBytes(peak.bytes, locale)}</b>
      </p>
      <Why reasons={[{ title: t('memory.peakAt', { name: nameOf(peak.atId) }), formula: alive, unit: 'B' }]}>
        <p className={styles.note}>{t('memory.peakHint')}</p>
      </Why>
    </>
  );
}
