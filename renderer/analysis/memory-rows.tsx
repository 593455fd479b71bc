import { Calculator } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Derivation } from '../../src/core/analysis/derivations/derivation.ts';
import { forecastDerivations } from '../../src/core/analysis/derivations/network.ts';
import { useApp, useDocument } from '../app.ts';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Figure } from '../inspector/figure.tsx';
import { derivationsOf } from '../inspector/why/use-derivations.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import styles from './analysis.module.css';
import { useFit, useInferencePeak } from './use-fit.ts';

/** Memory of the whole network, for the inspector: a forward pass and training as set, each at its peak. */
export function MemoryRows({ why }: { readonly why: readonly Derivation[] }) {
  const { t } = useTranslation('analysis');
  const { dialogs } = useApp();
  return (
    <Section title={t('memory.summary')}>
      <InferencePeak why={derivationsOf(why, 'inferencePeak')} />
      <TrainingPeak />
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
function InferencePeak({ why }: { readonly why: readonly Derivation[] }) {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const peak = useInferencePeak();
  const at = useDocument((s) => (peak ? (s.document.graph.nodes[peak.atId]?.name ?? peak.atId) : ''));
  return (
    <Figure
      title={t('memory.inference')}
      value={peak ? formatBytes(peak.bytes, locale) : '?'}
      aside={t('memory.oneSample')}
      why={why}
      own={false}
    >
      {peak ? <p className={styles.note}>{t('memory.peakAt', { name: at })}</p> : null}
    </Figure>
  );
}

/** What training holds and what this engine takes beside it, and the largest batch for which the device has both. */
function TrainingPeak() {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const { fit } = useFit();
  const batch = useDocument((s) => s.document.training.batchSize);
  const { held, working, peak, largestBatch } = fit;
  const why = forecastDerivations(fit);
  const least = held.atLeast ? '≥\u00a0' : '';
  const bytes = (value: number) => formatBytes(value, locale);
  return (
    <>
      <Figure
        title={t('memory.training')}
        value={least + bytes(peak.value)}
        aside={t('memory.batch', { number: formatFull(batch, locale) })}
        why={why.filter(({ code }) => code !== 'largestBatch')}
        own={false}
      >
        <p className={styles.note}>
          {t('memory.heldAndWorking', { held: least + bytes(held.total.value), working: bytes(working.value) })}
        </p>
      </Figure>
      {largestBatch ? (
        <Figure
          title={t('memory.largestBatch')}
          value={formatFull(largestBatch.value, locale)}
          why={derivationsOf(why, 'largestBatch')}
          own={false}
        />
      ) : null}
    </>
  );
}
