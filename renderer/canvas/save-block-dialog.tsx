import { type SyntheticEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxBlockDescription, maxBlockName } from '../../src/core/document/block.ts';
import { useApp } from '../app.ts';
import { named } from '../store/blocks.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/overlay.tsx';
import uiStyles from '../ui/ui.module.css';
import styles from './menu.module.css';
import { offeredName, saveSelection, useBlocks } from './own-blocks.ts';
import { canvasOf, useCanvas } from './store.ts';

/** Asks under what name the selected layers are to be kept as a block. */
export function SaveBlockDialog() {
  const open = useCanvas((s) => s.savingBlock);
  return open ? <Asking /> : null;
}

function Asking() {
  const app = useApp();
  const { t } = useTranslation(['define', 'shell']);
  const [name, setName] = useState(() => offeredName(app));
  const [description, setDescription] = useState('');
  const replaced = useBlocks((s) => named(s.blocks ?? [], name));
  const [form, nameField, textField] = [useId(), useId(), useId()];
  const close = () => canvasOf(app).store.setState({ savingBlock: false });
  const save = (event: SyntheticEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    close();
    void saveSelection(app, name, description.trim() || (replaced?.block.description ?? ''));
  };
  return (
    <Dialog
      title={t('ownBlocks.save')}
      closeLabel={t('shell:close')}
      open
      onOpenChange={(stays) => !stays && close()}
      focusOn={nameField}
      className={styles.naming ?? ''}
      footer={
        <Button look="primary" type="submit" form={form} disabled={name.trim() === ''}>
          {t(replaced ? 'ownBlocks.replace' : 'ownBlocks.keep')}
        </Button>
      }
    >
      <form id={form} className={styles.fields} onSubmit={save}>
        <label htmlFor={nameField}>{t('ownBlocks.nameLabel')}</label>
        <span className={uiStyles.field}>
          <input
            id={nameField}
            value={name}
            maxLength={maxBlockName}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setName(event.target.value)}
            spellCheck={false}
            autoComplete="off"
          />
        </span>
        <p role="status">{replaced ? t('ownBlocks.replaces') : ''}</p>
        <label htmlFor={textField}>{t('ownBlocks.description')}</label>
        <span className={uiStyles.field}>
          <input
            id={textField}
            value={description}
            maxLength={maxBlockDescription}
            placeholder={replaced?.block.description || t('ownBlocks.optional')}
            onChange={(event) => setDescription(event.target.value)}
            autoComplete="off"
          />
        </span>
      </form>
    </Dialog>
  );
}
