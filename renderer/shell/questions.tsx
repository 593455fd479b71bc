import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/overlay.tsx';
import type { Question } from './dialogs.ts';
import { FileDialog } from './file-dialog.tsx';
import { ImportedReport } from './import-report.tsx';
import { baseName } from './paths.ts';

/** The question that a controller waits for, if any. */
export function Questions() {
  const { dialogs } = useApp();
  const question = useStore(dialogs, (s) => s.question);
  if (question === null) return null;
  switch (question.kind) {
    case 'openFile':
    case 'openFolder':
    case 'saveFile':
      return <FileDialog key={question.kind === 'saveFile' ? '' : question.title} question={question} />;
    case 'changedOnDisk':
      return <ChangedOnDisk question={question} />;
    case 'openElsewhere':
      return <OpenElsewhere question={question} />;
    case 'damaged':
      return <Damaged question={question} />;
    case 'unreachable':
      return <Unreachable question={question} />;
    case 'loseChanges':
      return <LoseChanges question={question} />;
    case 'imported':
      return <ImportedReport question={question} />;
  }
}

type Of<K extends Question['kind']> = { readonly question: Extract<Question, { kind: K }> };

function ChangedOnDisk({ question: { path, unsaved, settle } }: Of<'changedOnDisk'>) {
  const { t } = useTranslation('shell');
  return (
    <Asked
      title={t('questions.changedTitle')}
      onCancel={() => settle(null)}
      answers={
        <>
          <Button onClick={() => settle('saveAs')}>{t('questions.saveAs')}</Button>
          <Button onClick={() => settle('theirs')}>{t('questions.theirs')}</Button>
          <Button look="primary" onClick={() => settle('mine')}>
            {t('questions.mine')}
          </Button>
        </>
      }
    >
      <p>{t('questions.changedText', { path, name: baseName(path) })}</p>
      {unsaved ? <p>{t('questions.changedDraft')}</p> : null}
    </Asked>
  );
}

function OpenElsewhere({ question: { path, settle } }: Of<'openElsewhere'>) {
  const { t } = useTranslation('shell');
  return (
    <Asked
      title={t('questions.elsewhereTitle', { name: baseName(path) })}
      onCancel={() => settle(null)}
      answers={
        <>
          <Button onClick={() => settle('here')}>{t('questions.here')}</Button>
          <Button look="primary" onClick={() => settle('copy')}>
            {t('questions.copy')}
          </Button>
        </>
      }
    >
      <p>{t('questions.elsewhereText')}</p>
    </Asked>
  );
}

function Damaged({ question: { path, modified, settle } }: Of<'damaged'>) {
  const { t } = useTranslation('shell');
  const locale = useLocale();
  const name = baseName(path);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(modified);
  return (
    <Asked
      title={t('questions.damagedTitle', { name })}
      onCancel={() => settle(null)}
      answers={
        <Button look="primary" onClick={() => settle('restore')}>
          {t('questions.restore')}
        </Button>
      }
    >
      <p>{t('questions.damagedText', { name, date })}</p>
    </Asked>
  );
}

function Unreachable({ question: { settle } }: Of<'unreachable'>) {
  const { t } = useTranslation('shell');
  return (
    <Asked
      title={t('questions.unreachableTitle')}
      onCancel={() => settle(null)}
      answers={
        <Button look="primary" onClick={() => settle('download')}>
          {t('questions.download')}
        </Button>
      }
    >
      <p>{t('questions.unreachableText')}</p>
    </Asked>
  );
}

function LoseChanges({ question: { name, settle } }: Of<'loseChanges'>) {
  const { t } = useTranslation('shell');
  return (
    <Asked
      title={t('questions.loseTitle', { name })}
      onCancel={() => settle(null)}
      answers={
        <>
          <Button look="danger" onClick={() => settle('lose')}>
            {t('questions.lose')}
          </Button>
          <Button look="primary" onClick={() => settle('save')}>
            {t('questions.save')}
          </Button>
        </>
      }
    >
      <p>{t('questions.loseText')}</p>
    </Asked>
  );
}

interface AskedProps {
  readonly title: string;
  readonly onCancel: () => void;
  /** Beside Cancel, the last one the safest. */
  readonly answers: ReactNode;
  readonly children: ReactNode;
}

function Asked({ title, onCancel, answers, children }: AskedProps) {
  const { t } = useTranslation('shell');
  return (
    <Dialog
      title={title}
      closeLabel={t('close')}
      open
      onOpenChange={(open) => !open && onCancel()}
      footer={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          {answers}
        </>
      }
    >
      {children}
    </Dialog>
  );
}
