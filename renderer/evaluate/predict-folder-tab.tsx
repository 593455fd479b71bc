import { Download, FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { saveFile } from '../runs/save-file.ts';
import { baseName } from '../shell/paths.ts';
import { useCheckpointLabel } from '../training/use-checkpoint-label.ts';
import { Button } from '../ui/button.tsx';
import { FolderAnswers } from './folder-answers.tsx';
import styles from './predict-folder.module.css';
import { type FolderPrediction, folderPredicting, predictionsCsv, useFolderPrediction } from './predict-folder.ts';
import type { PredictTarget } from './use-predict-target.ts';

interface FolderTabProps {
  readonly target: PredictTarget | null;
  readonly choose: () => void;
}

/** Every picture of a folder is asked about; the answers are listed, and saved as a table. */
export function FolderTab({ target, choose }: FolderTabProps) {
  const { t } = useTranslation('evaluate');
  const app = useApp();
  const asked = useFolderPrediction();
  const running = asked.state === 'listing' || asked.state === 'running';
  const found = 'files' in asked && asked.files.length > 0 ? asked : null;
  const save = () => {
    if (!found) return;
    const title = t('predict.folder.save');
    const name = `${baseName(found.folder)}-predictions`;
    void saveFile(app, { title, name, extension: 'csv', formatName: 'CSV', bytes: predictionsCsv(found) });
  };
  return (
    <>
      <div className={styles.bar}>
        <Button icon={<FolderOpen size={13} />} disabled={!target || running} onClick={choose}>
          {t('predict.folder.choose')}
        </Button>
        {running ? (
          <Button onClick={() => folderPredicting(app).cancel()}>{t('predict.folder.cancel')}</Button>
        ) : (
          <Button icon={<Download size={13} />} disabled={!found} onClick={save}>
            {t('predict.folder.save')}
          </Button>
        )}
      </div>
      <Status asked={asked} />
      {found ? <FolderAnswers found={found} running={running} /> : null}
      {'skipped' in asked && asked.skipped.length > 0 ? <Skipped skipped={asked.skipped} /> : null}
    </>
  );
}

function Status({ asked }: { readonly asked: FolderPrediction }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const engineText = useEngineText();
  const labelOf = useCheckpointLabel();
  if (asked.state === 'none') return <p className={styles.note}>{t('predict.folder.about')}</p>;
  const folder = baseName(asked.folder);
  if (asked.state === 'failed') {
    return (
      <p className={styles.note} role="alert">
        {t('predict.folder.failed', { folder, reason: engineText(asked.message) })}
      </p>
    );
  }
  if (asked.state === 'listing') {
    return (
      <p className={styles.note} role="status">
        {t('predict.folder.listing', { folder })}
      </p>
    );
  }
  if (asked.total === 0) {
    return (
      <p className={styles.note} role="status">
        {t('predict.folder.empty', { folder })}
      </p>
    );
  }
  const done = asked.files.length + asked.skipped.length;
  const text = t(`predict.folder.${asked.state}`, {
    folder,
    done: formatFull(done, locale),
    total: formatFull(asked.total, locale),
  });
  return (
    <div className={styles.note}>
      <p role="status">
        {text} {t('predict.folder.by', { checkpoint: labelOf(asked.checkpoint) })}
      </p>
      {asked.state === 'running' ? <progress value={done} max={asked.total} aria-label={text} /> : null}
    </div>
  );
}

function Skipped({ skipped }: { readonly skipped: readonly { readonly path: string; readonly reason: string }[] }) {
  const { t } = useTranslation('evaluate');
  const engineText = useEngineText();
  return (
    <details className={styles.skipped}>
      <summary>{t('predict.folder.skipped', { count: skipped.length })}</summary>
      <ul>
        {skipped.map(({ path, reason }) => (
          <li key={path}>
            <b>{path}</b> {engineText(reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}
