import { CircleX, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kerasObstacles } from '../../src/core/interop/keras/write/write.ts';
import { useRuns, useSession } from '../app.ts';
import { formatBytes } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { availableCheckpoints, resolveCheckpoint } from '../training/checkpoints.ts';
import training from '../training/training.module.css';
import { Button } from '../ui/button.tsx';
import styles from './export.module.css';
import type { KerasFormat } from './formats.ts';
import { CheckpointSelect, Facts } from './model-parts.tsx';
import { CheckLine, Obstacles } from './outcome.tsx';
import { type KerasExportState, useKerasExport } from './use-keras-export.ts';

interface KerasExportProps {
  readonly format: KerasFormat;
  readonly onClose: () => void;
}

/** A trained network as a file that Keras opens: which weights, and where to. */
export function KerasExport({ format, onClose }: KerasExportProps) {
  const { t } = useTranslation('evaluate');
  const chosen = useSession((state) => state.checkpoint);
  const records = useRuns((state) => state.records);
  const checkpoints = useRuns((state) => state.checkpoints);
  const [picked, setPicked] = useState(chosen);
  const checkpoint = resolveCheckpoint(picked, { records, checkpoints });
  const network = checkpoint?.record.network;
  const obstacles = useMemo(() => (network ? kerasObstacles(network) : []), [network]);
  const { state, save, forget } = useKerasExport(format);
  const busy = state.state === 'writing';
  return (
    <>
      <div className={styles.content}>
        <h3>{t(`export.kerasFormats.${format}.title`)}</h3>
        <p className={styles.about}>{t(`export.kerasFormats.${format}.about`)}</p>
        <pre className={styles.code}>
          <code>{`model = keras.models.load_model("model.${format}")`}</code>
        </pre>
        {checkpoint ? (
          <>
            <CheckpointSelect
              checkpoint={checkpoint}
              available={availableCheckpoints({ records, checkpoints })}
              onChange={(next) => {
                setPicked(next);
                forget();
              }}
            />
            <Facts checkpoint={checkpoint} />
            {obstacles.length > 0 ? <Obstacles problems={obstacles} /> : null}
          </>
        ) : (
          <p className={styles.about}>{t('export.needsRun')}</p>
        )}
        <KerasOutcome state={state} />
      </div>
      <footer className={styles.footer}>
        <Button look="ghost" size="large" onClick={onClose}>
          {t(state.state === 'saved' ? 'export.close' : 'export.cancel')}
        </Button>
        <Button
          look="primary"
          size="large"
          icon={<Upload size={14} />}
          disabled={!checkpoint || busy || obstacles.length > 0}
          onClick={() => checkpoint && void save(checkpoint)}
        >
          {t(busy ? 'export.writing' : 'export.saveAs')}
        </Button>
      </footer>
    </>
  );
}

function KerasOutcome({ state }: { readonly state: KerasExportState }) {
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
          </div>
        </section>
      );
    default:
      return null;
  }
}
