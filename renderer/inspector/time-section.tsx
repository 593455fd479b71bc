import { useTranslation } from 'react-i18next';
import { totalTime } from '../../src/core/analysis/share.ts';
import { throughput } from '../../src/core/analysis/throughput.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { Formula } from '../../src/core/math/formula.ts';
import type { Profile } from '../../src/engine/protocol.ts';
import { useAnalysis } from '../app.ts';
import { formatFull, formatPercent, formatSignificant } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { formatMilliseconds } from '../profile/format-time.ts';
import { useFreshProfile } from '../profile/use-profile.ts';
import { deviceName } from '../training/forecast/device-name.ts';
import { Section } from '../ui/layout.tsx';
import { Figure } from './figure.tsx';
import { SubstitutedLine, SymbolicLine } from './formula-line.tsx';
import styles from './inspector.module.css';

/** What a layer took on this machine, and the work a second that it reached; nothing where it was not measured. */
export function LayerTimeSection({ analysis }: { readonly analysis: NodeAnalysis }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const profile = useFreshProfile();
  const forward = profile?.layers[analysis.id];
  if (!profile || forward === undefined) return null;
  const total = totalTime(profile.layers);
  const backward = profile.backward?.[analysis.id];
  return (
    <Section title={t('time.title')}>
      <Figure
        title={t('time.forward')}
        value={formatMilliseconds(forward, locale)}
        aside={total > 0 ? formatPercent(forward / total, locale) : ''}
      />
      <Reached speed={throughput(analysis.cost?.macs.value ?? 0, profile.batchSize, forward)} />
      {backward === undefined ? null : (
        <Figure title={t('time.backward')} value={formatMilliseconds(backward, locale)} />
      )}
      <MeasuredOn profile={profile} />
    </Section>
  );
}

/** The same of the network: all its layers, and how long it takes when it runs as a whole. */
export function NetworkTimeSection() {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const profile = useFreshProfile();
  const macs = useAnalysis((s) => s.analysis.totals.macs);
  if (!profile) return null;
  const { layers, backward, wholeMilliseconds, batchSize } = profile;
  return (
    <Section title={t('time.title')}>
      <Figure title={t('time.total')} value={formatMilliseconds(totalTime(layers), locale)} />
      {backward ? (
        <Figure title={t('time.totalBackward')} value={formatMilliseconds(totalTime(backward), locale)} />
      ) : null}
      <Figure title={t('time.wholeTitle')} value={formatMilliseconds(wholeMilliseconds, locale)} />
      <Reached speed={throughput(macs, batchSize, wholeMilliseconds)} />
      <MeasuredOn profile={profile} />
    </Section>
  );
}

function Reached({ speed }: { readonly speed: Formula | null }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  if (!speed) return null;
  const unit = t('time.unit');
  return (
    <Figure title={t('time.reached')} value={`${formatSignificant(speed.value, 3, locale)}\u00a0${unit}`}>
      <p className={styles.symbolic}>
        <SymbolicLine formula={speed} /> · {t('time.milliseconds')}
      </p>
      <SubstitutedLine formula={speed} unit={unit} />
    </Figure>
  );
}

function MeasuredOn({ profile }: { readonly profile: Profile }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const { device, batchSize, repetitions, clock } = profile;
  return (
    <p className={styles.symbolic}>
      {t('time.on', {
        device: deviceName(device),
        batch: formatFull(batchSize, locale),
        repetitions: formatFull(repetitions, locale),
      })}
      {clock === 'read' ? ` · ${t('time.read')}` : ''}
    </p>
  );
}
