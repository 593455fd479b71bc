import { ContextMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { noteTones } from '../../src/core/document/schema.ts';
import { useApp } from '../app.ts';
import { copySelection, cutSelection, deleteSelection, duplicateSelection, fitSelection } from './actions.ts';
import { Entry, Line } from './menu-parts.tsx';
import { startWriting, toneNotes } from './note-actions.ts';
import noteStyles from './note-tones.module.css';

const tones = [null, ...noteTones] as const;

/** What can be done with a note, and with what is selected beside it. */
export function NoteEntries({ id }: { readonly id: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const note = app.documents.getState().document.notes[id];
  if (!note) return null;
  const chosen = [...app.ui.getState().selectedNotes];
  return (
    <>
      <Entry label={t('note.edit')} action="collapse" run={() => startWriting(app, note)} />
      <ContextMenu.RadioGroup
        className={noteStyles.tones ?? ''}
        aria-label={t('note.tone')}
        value={note.tone ?? 'plain'}
      >
        {tones.map((tone) => (
          <ContextMenu.RadioItem
            key={tone ?? 'plain'}
            value={tone ?? 'plain'}
            className={noteStyles.tone ?? ''}
            data-tone={tone ?? undefined}
            aria-label={t(`note.tones.${tone ?? 'plain'}`)}
            title={t(`note.tones.${tone ?? 'plain'}`)}
            onSelect={() => toneNotes(app, chosen, tone)}
          />
        ))}
      </ContextMenu.RadioGroup>
      <Line />
      <Entry label={t('menu.cut')} action="cut" run={() => void cutSelection(app)} />
      <Entry label={t('menu.copy')} action="copy" run={() => void copySelection(app)} />
      <Entry label={t('menu.duplicate')} action="duplicate" run={() => duplicateSelection(app)} />
      <Entry label={t('menu.delete')} action="delete" run={() => deleteSelection(app)} />
      <Line />
      <Entry label={t('tools.fitSelection')} action="fitSelection" run={() => fitSelection(app)} />
    </>
  );
}
