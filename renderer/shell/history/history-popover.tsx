import { GitCompareArrows, History } from 'lucide-react';
import { Popover } from 'radix-ui';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp, useDocument } from '../../app.ts';
import { useKeyText } from '../../keys/key-text.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { parts } from '../parts.ts';
import styles from './history.module.css';

const HistoryList = lazy(async () => ({ default: (await parts.history()).HistoryList }));

/** The steps that undo and redo go through, beside their buttons; it stays open while steps are chosen. */
export function HistoryPopover() {
  const { t } = useTranslation(['shell', 'compare']);
  const { dialogs } = useApp();
  const open = useStore(dialogs, (s) => s.open === 'history');
  const empty = useDocument((s) => s.history.past.length + s.history.future.length === 0);
  const keys = useKeyText('history');
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        if (next) dialogs.setState({ open: 'history' });
        // Not what has taken its place: a dialog that takes the focus ends the popover.
        else if (dialogs.getState().open === 'history') dialogs.setState({ open: null });
      }}
    >
      <Popover.Anchor asChild>
        <span className={styles.anchor}>
          <IconButton
            size="small"
            label={t('history.title')}
            shortcut={keys}
            disabled={empty && !open}
            aria-haspopup="dialog"
            aria-expanded={open}
            // The popover would close for the press outside, and this click would open it again.
            onPointerDown={(event) => open && event.preventDefault()}
            onClick={() => dialogs.setState({ open: open ? null : 'history' })}
          >
            <History size={15} />
          </IconButton>
        </span>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('history.title')}
          data-modeless=""
          onInteractOutside={(event) => {
            if (event.target instanceof Element && event.target.closest(`.${styles.anchor}`)) event.preventDefault();
          }}
        >
          <h2>{t('history.title')}</h2>
          <Suspense fallback={<p className={styles.loading}>{t('frame.loading')}</p>}>
            <HistoryList />
          </Suspense>
          {empty ? null : (
            <Button
              look="ghost"
              size="small"
              icon={<GitCompareArrows size={13} />}
              className={styles.compare ?? ''}
              onClick={() => dialogs.setState({ open: 'compareStep' })}
            >
              {t('compare:choose.now')}
            </Button>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
