import { useTranslation } from 'react-i18next';
import type { Remedy } from '../../../src/core/diagnosis/note.ts';
import { useDocument } from '../../app.ts';
import styles from './notes.module.css';
import { useRemedyLines } from './use-remedy-lines.ts';

/** Shown; of a remedy for every layer of a deep network the rest is counted. */
const most = 4;

/** What a remedy would change, old and new, before it is applied; nothing where nothing is left to change. */
export function RemedyPreview({ id, remedy }: { readonly id: string; readonly remedy: Remedy }) {
  const { t } = useTranslation('train');
  const document = useDocument((s) => s.document);
  const lines = useRemedyLines(remedy, document);
  if (lines.length === 0) return null;
  const hidden = lines.length - most;
  return (
    <ul id={id} className={styles.preview} aria-label={t('remedies.preview')}>
      {lines.slice(0, most).map(({ name, change }) => (
        <li key={`${name} ${change}`}>
          <b>{name}</b> {change}
        </li>
      ))}
      {hidden > 0 ? <li>{t('remedies.others', { count: hidden })}</li> : null}
    </ul>
  );
}
