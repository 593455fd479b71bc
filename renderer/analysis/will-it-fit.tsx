import { CircleCheck, CircleHelp, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { forecastDerivations } from '../../src/core/analysis/derivations/network.ts';
import { useApp, useDocument } from '../app.ts';
import { formatBytes, formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { Tip } from '../ui/tooltip.tsx';
import styles from './analysis.module.css';
import { MemoryBar } from './memory-bar.tsx';
import { type DeviceFit, useFit } from './use-fit.ts';
import { Why } from './why.tsx';

const looks = { yes: [CircleCheck, 'ok'], no: [CircleX, 'err'], unknown: [CircleHelp, 'neutral'] } as const;

/** Memory of a training step, part by part, and whether this device has it. */
export function WillItFit() {
  const { t } = useTranslation('analysis');
  const locale = useLocale();
  const found = useFit();
  const { fit } = found;
  const { held, working } = fit;
  const bytes = (value: number) => formatBytes(value, locale);
  const [Icon, tone] = looks[fit.fits === null ? 'unknown' : fit.fits ? 'yes' : 'no'];
  const least = held.atLeast ? '≥\u00a0' : '';
  return (
    <Section
      title={t('memory.title')}
      aside={
        fit.budget === null
          ? least + bytes(fit.peak.value)
          : t('memory.of', { need: least + bytes(fit.peak.value), budget: bytes(fit.budget) })
      }
    >
      <p className={styles.verdict} data-tone={tone}>
        <Icon size={14} />
        <Verdict found={found} />
      </p>
      <MemoryBar fit={fit} />
      <LargestBatch found={found} />
      <Why derivations={forecastDerivations(fit)}>
        <p className={styles.note}>{t('memory.workingHint', { value: bytes(working.value) })}</p>
      </Why>
    </Section>
  );
}

function Verdict({ found: { fit, budget, device } }: { readonly found: DeviceFit }) {
  const { t } = useTranslation(['analysis', 'shell']);
  if (!device) return <span>{t('analysis:memory.noDevice')}</span>;
  const name = t(`shell:backend.${device.backend}`);
  const verdict = fit.fits === null ? 'unknown' : fit.fits ? 'fits' : 'tooMuch';
  return (
    <span>
      {t(`analysis:memory.${verdict}`, { name })}
      {budget.assumed && fit.fits !== null ? (
        <Tip text={t('analysis:memory.assumedHint')}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation must be reachable by keyboard */}
          <small tabIndex={0}>{t('analysis:memory.assumed')}</small>
        </Tip>
      ) : null}
    </span>
  );
}

function LargestBatch({ found: { fit } }: { readonly found: DeviceFit }) {
  const { t } = useTranslation('analysis');
  const { documents } = useApp();
  const locale = useLocale();
  const batch = useDocument((s) => s.document.training.batchSize);
  if (fit.largestBatch === null) return null;
  const largest = fit.largestBatch.value;
  const take = () =>
    documents.dispatch(t('memory.take'), { type: 'setTraining', settings: { batchSize: Math.min(largest, 65_536) } });
  return (
    <p className={styles.line}>
      <span>{t('memory.largestBatch')}</span>
      <b>{largest === 0 ? t('memory.noBatch') : formatFull(largest, locale)}</b>
      {fit.fits === false && largest > 0 && largest < batch ? (
        <Button size="small" onClick={take}>
          {t('memory.take')}
        </Button>
      ) : null}
    </p>
  );
}
