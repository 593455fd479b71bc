import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../app.ts';
import { Button } from '../ui/button.tsx';
import styles from './crash-note.module.css';

/** Says that a part stopped, that the work is kept, and how to go on. */
export function CrashNote({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const { t } = useTranslation('shell');
  const { projects } = useApp();
  const [kept, setKept] = useState(false);
  const problem = useStore(projects.store, (s) => s.draftProblem);
  useEffect(() => {
    void projects.flushDraft().then(() => setKept(true));
  }, [projects]);
  return (
    <div className={styles.note} role="alert">
      <h2>{t('crash.title')}</h2>
      <p>{problem !== null ? t('crash.lost', { reason: problem }) : t(kept ? 'crash.kept' : 'crash.keeping')}</p>
      <div className={styles.buttons}>
        <Button onClick={onRetry}>{t('crash.retry')}</Button>
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('crash.reload')}
        </Button>
      </div>
      <details>
        <summary>{t('crash.details')}</summary>
        <pre>{error.stack ?? error.message}</pre>
      </details>
    </div>
  );
}
