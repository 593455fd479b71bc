import { CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import training from '../training/training.module.css';
import { CheckLine } from './check-line.tsx';
import styles from './export.module.css';
import { Obstacles } from './outcome.tsx';
import { ParityLines } from './parity-lines.tsx';
import type { FileExportState, Proof } from './use-file-export.ts';

/** What became of a file: refused, failed, or saved and read back. */
export function FileOutcome({ state }: { readonly state: FileExportState }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  switch (state.state) {
    case 'refused':
      return <Obstacles problems={state.problems} />;
    case 'failed':
      return (
        <div className={training.notice} data-tone="err" role="alert">
          <CircleX size={14} />
          <p>{t('export.failed', { message: state.message })}</p>
        </div>
      );
    case 'saved':
      return (
        <section className={styles.outcome} role="status">
          <p className={styles.written}>{t('export.written', { folder: state.path })}</p>
          <div className={styles.checks}>
            <CheckLine
              passed={state.same}
              text={t(state.same ? 'export.checks.sameBytes' : 'export.checks.otherBytes')}
              value={formatBytes(state.bytes, locale)}
            />
            {state.proof ? <ProofLines {...state.proof} /> : null}
          </div>
        </section>
      );
    default:
      return null;
  }
}

function ProofLines({ runtime, parity }: Proof) {
  const { t } = useTranslation('evaluate');
  if (parity === 'running')
    return <p className={styles.about}>{t('export.checks.running', { runtime: t(`export.runtimes.${runtime}`) })}</p>;
  return <ParityLines runtime={runtime} parity={parity} />;
}
