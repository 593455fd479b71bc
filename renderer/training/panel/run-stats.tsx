import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { pictureShape } from '../../../src/engine/data/dataset.ts';
import { useSession } from '../../app.ts';
import { deviceText } from '../../i18n/device-text.ts';
import { formatDecimals, formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { backendName } from '../describe.ts';
import { ForecastStat } from '../forecast/last-run.tsx';
import { isLive } from '../run-events.ts';
import styles from '../train.module.css';

/** Speed and place of the computation: measured while it runs, the mean of the last epoch afterwards. */
export function RunStats({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const latest = useSession(({ session }) => (isLive(session) && session.runId === run.id ? session.latest : null));
  const software = useSession(({ session }) => isLive(session) && session.runId === run.id && session.device.software);
  const throughput = latest?.samplesPerSecond ?? run.epochs.at(-1)?.samplesPerSecond ?? null;
  const { device } = run;
  const ofPictures = pictureShape(run.network.inputShape) !== null;
  const place = device
    ? `${backendName(device.backend)} · ${deviceText(device.device)}${software ? `, ${t('stats.software')}` : ''}`
    : '—';
  return (
    <dl className={styles.stats}>
      <div>
        <dt>{t('stats.throughput')}</dt>
        <dd>
          {throughput === null ? '—' : formatFull(throughput, locale)}{' '}
          <small>{t(ofPictures ? 'stats.images' : 'stats.samples')}</small>
        </dd>
      </div>
      <div>
        <dt>{t('stats.step')}</dt>
        <dd>
          {latest ? formatDecimals(latest.stepMilliseconds, 1, locale) : '—'} <small>{t('stats.ms')}</small>
        </dd>
      </div>
      <div>
        <dt>{latest ? t('stats.tensors') : t('stats.best')}</dt>
        <dd>{formatOptional(latest ? latest.tensors : run.bestEpoch, (value) => formatFull(value, locale))}</dd>
      </div>
      <ForecastStat run={run} />
      <div className={styles.wideStat}>
        <dt>{t('stats.device')}</dt>
        <dd title={place}>{place}</dd>
      </div>
    </dl>
  );
}

const formatOptional = (value: number | null, write: (value: number) => string): string =>
  value === null ? '—' : write(value);
