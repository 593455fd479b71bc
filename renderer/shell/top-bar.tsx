import { Play, Redo2, Search, Undo2, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { redoLabel, undoLabel } from '../../src/core/document/history.ts';
import { useAnalysis, useApp, useDocument, useSession, useUi } from '../app.ts';
import { useKeyText } from '../keys/key-text.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Tip } from '../ui/tooltip.tsx';
import { BackendChip } from './backend-chip.tsx';
import { Brand } from './brand.tsx';
import { DocumentMenu } from './document-menu.tsx';
import { HistoryPopover } from './history/history-popover.tsx';
import { errorCount, isRunning } from './step-state.ts';
import { Steps } from './steps.tsx';
import styles from './top-bar.module.css';

/** Top bar of the editor: whose network, which step, where it computes, and the two ways out: Export and Train. */
export function TopBar() {
  const { t } = useTranslation('shell');
  const { projects, dialogs } = useApp();
  const searchKeys = useKeyText('palette');
  return (
    <header className={styles.bar}>
      <Tip text={t('top.home')}>
        <button type="button" className={styles.logo} aria-label={t('top.home')} onClick={() => void projects.close()}>
          <Brand />
        </button>
      </Tip>
      <DocumentMenu />
      <UndoButtons />
      <HistoryPopover />
      <Steps />
      <div className={styles.right}>
        <IconButton
          label={t('top.palette')}
          shortcut={searchKeys}
          onClick={() => dialogs.setState({ open: 'palette' })}
        >
          <Search size={15} />
        </IconButton>
        <BackendChip />
        <ExportButton />
        <TrainButton />
      </div>
    </header>
  );
}

function UndoButtons() {
  const { t } = useTranslation('shell');
  const { documents } = useApp();
  const undo = useDocument((s) => undoLabel(s.history));
  const redo = useDocument((s) => redoLabel(s.history));
  const undoKeys = useKeyText('undo');
  const redoKeys = useKeyText('redo');
  return (
    <span className={styles.history}>
      <IconButton
        size="small"
        label={undo === null ? t('top.nothingToUndo') : t('top.undo', { label: undo })}
        shortcut={undoKeys}
        disabled={undo === null}
        onClick={documents.undo}
      >
        <Undo2 size={15} />
      </IconButton>
      <IconButton
        size="small"
        label={redo === null ? t('top.nothingToRedo') : t('top.redo', { label: redo })}
        shortcut={redoKeys}
        disabled={redo === null}
        onClick={documents.redo}
      >
        <Redo2 size={15} />
      </IconButton>
    </span>
  );
}

/** A disabled button takes no pointer: its reason hangs on the span around it. */
const Reasoned = ({ reason, children }: { readonly reason: string | null; readonly children: ReactNode }) =>
  reason === null ? (
    children
  ) : (
    <Tip text={reason}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span className={styles.reasoned} tabIndex={0}>
        {children}
      </span>
    </Tip>
  );

function ExportButton() {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  const empty = useAnalysis((s) => s.analysis.totals.layers === 0);
  return (
    <Reasoned reason={empty ? t('top.exportBlocked') : null}>
      <Button icon={<Upload size={14} />} disabled={empty} onClick={() => ui.setState({ exportOpen: true })}>
        {t('top.export')}
      </Button>
    </Reasoned>
  );
}

/** Not on the Train step, whose own panel starts, pauses and stops. */
function TrainButton() {
  const { t } = useTranslation('shell');
  const { training, ui } = useApp();
  const onTrain = useUi((s) => s.step === 'train');
  const running = useSession((s) => isRunning(s.session));
  const errors = useAnalysis((s) => errorCount(s.analysis));
  const empty = useAnalysis((s) => s.analysis.totals.layers === 0);
  if (onTrain) return null;
  const reason =
    errors > 0 ? t('top.trainBlockedErrors', { count: errors }) : empty ? t('top.trainBlockedEmpty') : null;
  const train = () => {
    ui.setState({ step: 'train' });
    if (!running) void training.start();
  };
  return (
    <Reasoned reason={running ? null : reason}>
      <Button
        look="primary"
        icon={<Play size={13} strokeWidth={2} />}
        disabled={!running && reason !== null}
        onClick={train}
      >
        {t('top.train')}
      </Button>
    </Reasoned>
  );
}
