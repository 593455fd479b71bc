import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp, useDocument } from '../app.ts';
import { formatAgo } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useKeyText } from '../keys/key-text.ts';
import { Tip } from '../ui/tooltip.tsx';
import { useUnsaved } from './projects/use-unsaved.ts';
import styles from './status-bar.module.css';

/** "Saved 12 seconds ago", "Unsaved changes", and what a closed window would cost. */
export function SavedState() {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const { projects } = useApp();
  const path = useDocument((s) => s.path);
  const unsaved = useUnsaved();
  const saveKeys = useKeyText('save');
  const saving = useStore(projects.store, (s) => s.saving);
  const savedAt = useStore(projects.store, (s) => s.savedAt);
  const draftProblem = useStore(projects.store, (s) => s.draftProblem);
  const now = useNow(savedAt !== null && !unsaved);
  const text = saving
    ? t('status.saving')
    : unsaved
      ? t('status.unsaved')
      : path === null
        ? t('status.notSavedYet')
        : savedAt === null
          ? t('status.savedNow')
          : t('status.saved', { ago: formatAgo(savedAt, now, locale) });
  const tip =
    draftProblem === null
      ? [t('status.draftKept'), saveKeys ? t('status.saveKeys', { keys: saveKeys }) : ''].join(' ').trim()
      : t('status.draftLost', { reason: draftProblem });
  return (
    <Tip text={unsaved ? tip : (path ?? tip)} side="top">
      <button
        type="button"
        className={styles.item}
        data-tone={draftProblem === null ? undefined : 'warn'}
        onClick={() => void projects.save()}
      >
        {text}
      </button>
    </Tip>
  );
}

const refresh = 5000;

function useNow(active: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), refresh);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}
