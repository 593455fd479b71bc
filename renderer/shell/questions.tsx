import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp } from '../app.ts';
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
    case 'loseChanges':
      return <LoseChanges question={question} />;
    case 'imported':
      return <ImportedReport question={question} />;
  }
}

type Of<K extends Question['kind']> = { readonly question: Extract<Question, { kind: K }> };

function ChangedOnDisk({ question: { path, settle } }: Of<'changedOnDisk'>) {
  const { t } = useTranslation('shell');
  return (
    <Dialog
      title={t('questions.changedTitle')}
      closeLabel={t('close')}
      open
      onOpenChange={(open) => !open && settle(null)}
      footer={
        <>
          <Button onClick={() => settle(null)}>{t('cancel')}</Button>
          <Button look="danger" onClick={() => settle('overwrite')}>
            {t('questions.overwrite')}
          </Button>
          <Button look="primary" onClick={() => settle('saveAs')}>
            {t('questions.saveAs')}
          </Button>
        </>
      }
    >
      <p>{t('questions.changedText', { path, name: baseName(path) })}</p>
    </Dialog>
  );
}

function LoseChanges({ question: { name, settle } }: Of<'loseChanges'>) {
  const { t } = useTranslation('shell');
  return (
    <Dialog
      title={t('questions.loseTitle', { name })}
      closeLabel={t('close')}
      open
      onOpenChange={(open) => !open && settle(null)}
      footer={
        <>
          <Button onClick={() => settle(null)}>{t('cancel')}</Button>
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
    </Dialog>
  );
}
