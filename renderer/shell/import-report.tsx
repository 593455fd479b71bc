import { useTranslation } from 'react-i18next';
import { type LayerNote, layersIn } from '../../src/core/interop/keras/notes.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/overlay.tsx';
import type { Question } from './dialogs.ts';
import styles from './import-report.module.css';
import { importSize, noteText } from './import-texts.ts';

interface Props {
  readonly question: Extract<Question, { kind: 'imported' }>;
}

/** What did not come along when a file was imported; nothing is asked. */
export function ImportedReport({ question: { name, report, weights, settle } }: Props) {
  const { t } = useTranslation('shell');
  const said =
    weights === 'taken'
      ? t('imported.trained')
      : weights === 'none'
        ? t('imported.untrained')
        : t('imported.misfit', { layer: weights.misfit });
  return (
    <Dialog
      title={t('imported.title', { name })}
      closeLabel={t('close')}
      open
      onOpenChange={(open) => !open && settle(null)}
      footer={
        <Button look="primary" onClick={() => settle(null)}>
          {t('imported.continue')}
        </Button>
      }
    >
      <p className={styles.intro}>
        {t('imported.intro', { size: importSize(report) })} {said}
      </p>
      <Notes title={t('imported.custom', { count: layersIn(report.custom) })} notes={report.custom} />
      <Notes title={t('imported.changed', { count: report.changed.length })} notes={report.changed} />
    </Dialog>
  );
}

function Notes({ title, notes }: { readonly title: string; readonly notes: readonly LayerNote[] }) {
  const locale = useLocale();
  const { t } = useTranslation('shell');
  if (notes.length === 0) return null;
  return (
    <>
      <h3 className={styles.section}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by the keyboard */}
      <ul className={styles.list} tabIndex={0} aria-label={title}>
        {notes.map((note) => (
          <li key={`${note.code} ${JSON.stringify(note.values)}`}>
            <b>{note.name}</b> ({note.className}){' '}
            {note.others.length > 0 && (
              <span title={note.others.join(', ')}>{t('imported.more', { count: note.others.length })}</span>
            )}
            <p>{noteText(note, locale)}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
