import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useSession } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { isLive } from '../run-events.ts';
import styles from '../training.module.css';
import { ChangeDialog } from './change-dialog.tsx';

/** While the run is paused: where it is, and the way to its settings. */
export function PausedNotice({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const paused = useSession(({ session }) => session.state === 'paused' && session.runId === run.id);
  const step = useSession(({ session }) => (isLive(session) ? (session.latest?.totalSteps ?? 0) : 0));
  const waiting = useSession(({ changes }) => Object.keys(changes).length);
  const [open, setOpen] = useState(false);
  if (!paused) return null;
  return (
    <div className={styles.notice} data-tone="info">
      <SlidersHorizontal size={14} />
      <p>
        {waiting > 0 ? t('change.waiting', { count: waiting }) : t('change.paused', { step: formatFull(step, locale) })}
      </p>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('change.open')}
      </Button>
      {open ? <ChangeDialog run={run} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
