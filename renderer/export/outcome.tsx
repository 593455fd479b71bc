import { CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { formatBytes } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import training from '../training/training.module.css';
import type { Check } from './check-export.ts';
import { CheckLine } from './check-line.tsx';
import styles from './export.module.css';
import { ParityLines } from './parity-lines.tsx';
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
  if (check.state === 'running')
    return <p className={styles.about}>{t('export.checks.running', { runtime: t('export.runtimes.tfjs') })}</p>;
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
      <ParityLines runtime="tfjs" parity={plain} />
    </div>
  );
}
