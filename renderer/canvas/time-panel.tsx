import { useTranslation } from 'react-i18next';
import { totalTime } from '../../src/core/analysis/share.ts';
import { useAnalysis, useApp, useDocument } from '../app.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { formatMilliseconds } from '../profile/format-time.ts';
import { profilerOf, useProfiler } from '../profile/use-profile.ts';
import { deviceName } from '../training/forecast/device-name.ts';
import { useActiveRunId } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import styles from './floats.module.css';

/** What the times on the layers are of, and the way to measure them. */
export function TimePanel() {
  const { t } = useTranslation('define');
  const progress = useProfiler((s) => s.progress);
  const failed = useProfiler((s) => s.failure !== null);
  return (
    <section className={styles.time} data-tone={failed ? 'err' : undefined} aria-label={t('time.label')}>
      {progress === null ? <Known /> : <Progress done={progress} />}
    </section>
  );
}

function Progress({ done }: { readonly done: number }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const percent = Math.round(100 * done);
  return (
    <>
      <span>{t('time.progress')}</span>
      <span
        className={styles.track}
        style={{ '--part': `${percent}%` }}
        role="progressbar"
        aria-label={t('time.progress')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={formatPercent(done, locale, 0)}
      />
      <Button size="small" onClick={profilerOf(app).cancel}>
        {t('time.cancel')}
      </Button>
    </>
  );
}

function Known() {
  const app = useApp();
  const { t } = useTranslation('define');
  const text = useKnownText();
  const fresh = useProfiler((s) => s.times !== null && s.failure === null);
  const again = useProfiler((s) => s.profile !== null);
  const broken = useAnalysis((s) => s.analysis.problems.some(({ severity }) => severity === 'error'));
  const running = useActiveRunId() !== null;
  const reason = running ? t('time.running') : broken ? t('time.broken') : undefined;
  return (
    <>
      <p role="status">{text}</p>
      <BatchChoice />
      <Button
        size="small"
        look={fresh ? 'ghost' : 'default'}
        disabled={reason !== undefined}
        {...(reason === undefined ? {} : { title: reason })}
        onClick={() => void profilerOf(app).measure()}
      >
        {t(again ? 'time.again' : 'time.measure')}
      </Button>
    </>
  );
}

/** Why there is nothing, or what was measured, on what. */
function useKnownText(): string {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const engineText = useEngineText();
  const failure = useProfiler((s) => s.failure);
  const profile = useProfiler((s) => s.profile);
  const times = useProfiler((s) => s.times);
  if (failure) return engineText(failure.message);
  if (!profile) return t('time.none');
  if (!times) return t('time.stale');
  const batch = formatFull(profile.batchSize, locale);
  const time = formatMilliseconds(totalTime(times), locale);
  return `${t('time.forwardOf', { time, batch })} · ${deviceName(profile.device)}`;
}

const usualBatches = [1, 8, 32, 128];

/** How many samples the next measurement runs at once: as many as training does, unless another number is chosen. */
function BatchChoice() {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const training = useDocument((s) => s.document.training.batchSize);
  const chosen = useProfiler((s) => s.batchSize) ?? training;
  const sizes = [...new Set([...usualBatches, training, chosen])].sort((a, b) => a - b);
  return (
    <span className={styles.batch}>
      {t('time.batch')}
      <Select
        label={t('time.batch')}
        value={String(chosen)}
        choices={sizes.map((size) => ({ value: String(size), label: formatFull(size, locale) }))}
        onChange={(size) => profilerOf(app).setBatchSize(Number(size) === training ? null : Number(size))}
      />
    </span>
  );
}
