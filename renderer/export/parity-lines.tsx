import { useTranslation } from 'react-i18next';
import { runtimeLimits } from '../../src/engine/verify/predict-apart.ts';
import { formatBytes, formatDecimals, formatFull, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { CheckLine } from './check-line.tsx';
import styles from './export.module.css';
import type { Parity, RuntimeName } from './parity.ts';

interface ParityLinesProps {
  readonly runtime: RuntimeName;
  readonly parity: Parity;
}

/** The certificate of an export: how far the format's own runtime is from the engine on test images. */
export function ParityLines({ runtime: name, parity }: ParityLinesProps) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const runtime = t(`export.runtimes.${name}`);
  switch (parity.outcome) {
    case 'compared': {
      const { count, difference, agreeing } = parity.comparison;
      const value = formatDifference(difference, locale);
      const same = difference <= parity.tolerance;
      const counts = { agreeing: formatFull(agreeing, locale), all: formatFull(count, locale) };
      return (
        <>
          <CheckLine
            passed={same}
            text={t(same ? 'export.checks.plain' : 'export.checks.plainDiffers', { count, runtime })}
            value={t('export.checks.difference', { value })}
          />
          <CheckLine passed={agreeing === count} text={t('export.checks.top1', counts)} value="" />
        </>
      );
    }
    case 'failed':
      return (
        <CheckLine
          passed={false}
          text={t('export.checks.plainFailed', { message: parity.message, runtime })}
          value=""
        />
      );
    case 'tooLarge': {
      const sizes = {
        runtime,
        bytes: formatBytes(parity.bytes, locale),
        limit: formatBytes(runtimeLimits.bytes, locale),
      };
      return <p className={styles.about}>{t('export.checks.tooLarge', sizes)}</p>;
    }
    case 'tooSlow':
      return (
        <p className={styles.about}>
          {t('export.checks.tooSlow', { runtime, seconds: formatFull(runtimeLimits.milliseconds / 1000, locale) })}
        </p>
      );
    case 'noData':
      return <p className={styles.about}>{t('export.checks.noData')}</p>;
  }
}

function formatDifference(difference: number, locale: Locale): string {
  if (difference === 0) return '0';
  const [mantissa, exponent] = difference.toExponential(1).split('e');
  return `${formatDecimals(Number(mantissa), 1, locale)}e${exponent?.replace('-', '−')}`;
}
