import { CircleCheck, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../src/core/problems/problem.ts';
import { plainLimits } from '../../src/engine/verify/plain-tfjs.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { formatBytes, formatDecimals, formatFull, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import training from '../training/training.module.css';
import type { Check, PlainCheck } from './check-export.ts';
import styles from './export.module.css';
import type { ExportState } from './use-export.ts';

/** What writing came to: the files, and what reading them back showed. */
export function Outcome({ state }: { readonly state: ExportState }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  if (state.state === 'failed') {
    return (
      <div className={training.notice} data-tone="err" role="alert">
        <CircleX size={14} />
        <p>{t('export.failed', { message: state.message })}</p>
      </div>
    );
  }
  if (state.state === 'refused') return <Obstacles problems={state.problems} />;
  if (state.state !== 'written') return null;
  return (
    <section className={styles.outcome} role="status">
      <p className={styles.written}>{t('export.written', { folder: state.folder })}</p>
      <ul className={styles.files} aria-label={t('export.files')}>
        {state.files.map(({ name, bytes }) => (
          <li key={name}>
            <code>{name}</code>
            <span>{formatBytes(bytes, locale)}</span>
          </li>
        ))}
      </ul>
      <Checks check={state.check} />
    </section>
  );
}

/** What keeps the network from being exported, layer by layer, with the way out. */
export function Obstacles({ problems }: { readonly problems: readonly Problem[] }) {
  const problemText = useProblemText();
  return (
    <div className={training.notice} data-tone="err" role="alert">
      <CircleX size={14} />
      <div className={training.grow}>
        {problems.map((problem) => (
          <p key={`${problem.code} ${problem.nodeId ?? ''}`}>{problemText(problem)}</p>
        ))}
      </div>
    </div>
  );
}

function Checks({ check }: { readonly check: Check }) {
  const { t } = useTranslation('evaluate');
  if (check.state === 'running') return <p className={styles.about}>{t('export.checks.running')}</p>;
  if (check.state === 'failed') {
    return <CheckLine passed={false} text={t('export.checks.failed', { message: check.message })} value="" />;
  }
  const { different, plain } = check;
  return (
    <div className={styles.checks}>
      <CheckLine passed text={t('export.checks.read')} value="" />
      <CheckLine
        passed={different === null}
        text={different === null ? t('export.checks.weights') : t('export.checks.weightsDiffer', { name: different })}
        value=""
      />
      <PlainLines plain={plain} />
    </div>
  );
}

function PlainLines({ plain }: { readonly plain: PlainCheck }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  switch (plain.outcome) {
    case 'compared': {
      const { count, difference, agreeing } = plain.comparison;
      const value = formatDifference(difference, locale);
      const same = difference <= plain.tolerance;
      const counts = { agreeing: formatFull(agreeing, locale), all: formatFull(count, locale) };
      return (
        <>
          <CheckLine
            passed={same}
            text={t(same ? 'export.checks.plain' : 'export.checks.plainDiffers', { count })}
            value={t('export.checks.difference', { value })}
          />
          <CheckLine passed={agreeing === count} text={t('export.checks.top1', counts)} value="" />
        </>
      );
    }
    case 'failed':
      return <CheckLine passed={false} text={t('export.checks.plainFailed', { message: plain.message })} value="" />;
    case 'tooLarge': {
      const sizes = { bytes: formatBytes(plain.bytes, locale), limit: formatBytes(plainLimits.bytes, locale) };
      return <p className={styles.about}>{t('export.checks.tooLarge', sizes)}</p>;
    }
    case 'tooSlow':
      return (
        <p className={styles.about}>
          {t('export.checks.tooSlow', { seconds: formatFull(plainLimits.milliseconds / 1000, locale) })}
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

/** One thing that was looked at, and what came of it. */
export function CheckLine({
  passed,
  text,
  value,
}: {
  readonly passed: boolean;
  readonly text: string;
  readonly value: string;
}) {
  const Icon = passed ? CircleCheck : CircleX;
  return (
    <p className={styles.check} data-passed={passed}>
      <Icon size={14} />
      <span>{text}</span>
      <em>{value}</em>
    </p>
  );
}
