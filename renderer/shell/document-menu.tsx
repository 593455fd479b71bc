import { ChevronDown, FilePlus, FolderOpen, GitCompareArrows, PenLine, Save, SaveAll, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useDocument } from '../app.ts';
import { useKeyTexts } from '../keys/key-text.ts';
import { TextField } from '../ui/fields.tsx';
import { Menu, type MenuEntry } from '../ui/overlay.tsx';
import { useUnsaved } from './projects/use-unsaved.ts';
import styles from './top-bar.module.css';

/** The network's name; its menu renames, saves, opens and closes. */
export function DocumentMenu() {
  const { t } = useTranslation(['shell', 'keys']);
  const { projects, documents, commands, dialogs } = useApp();
  const name = useDocument((s) => s.document.name);
  const unsaved = useUnsaved();
  const keys = useKeyTexts();
  const [renaming, setRenaming] = useState(false);
  const size = 14;

  if (renaming) {
    const commit = (next: string) => {
      const trimmed = next.trim();
      if (trimmed === '' || trimmed.length > 200) return false;
      documents.dispatch(t('file.rename').replace('…', ''), { type: 'renameDocument', name: trimmed });
      return true;
    };
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the field inside is the control; this only notices that it is left
      <span className={styles.rename} ref={focusInput} onBlur={() => setRenaming(false)}>
        <TextField label={t('top.documentName')} value={name} onCommit={commit} />
      </span>
    );
  }

  const file: MenuEntry[] = [
    {
      id: 'rename',
      label: t('file.rename'),
      icon: <PenLine size={size} />,
      // The menu gives the focus back to its trigger as it closes; the field takes its place after that.
      run: () => requestAnimationFrame(() => setRenaming(true)),
    },
    {
      id: 'save',
      label: t('file.save'),
      icon: <Save size={size} />,
      shortcut: keys('save'),
      run: () => void projects.save(),
    },
    {
      id: 'saveAs',
      label: t('file.saveAs'),
      icon: <SaveAll size={size} />,
      shortcut: keys('saveAs'),
      run: () => void projects.saveAs(),
    },
    {
      id: 'compare',
      label: t('keys:actions.compare'),
      icon: <GitCompareArrows size={size} />,
      shortcut: keys('compare'),
      run: () => dialogs.setState({ open: 'compare' }),
    },
  ];
  const other: MenuEntry[] = [
    {
      id: 'new',
      label: t('file.new'),
      icon: <FilePlus size={size} />,
      shortcut: keys('newNetwork'),
      run: () => void commands.newNetwork(),
    },
    {
      id: 'open',
      label: t('file.open'),
      icon: <FolderOpen size={size} />,
      shortcut: keys('open'),
      run: () => void projects.open(),
    },
    { id: 'close', label: t('file.close'), icon: <X size={size} />, run: () => void projects.close() },
  ];
  return (
    <Menu
      groups={[file, other]}
      trigger={
        <button type="button" className={styles.document} aria-label={t('top.documentMenu', { name })}>
          <span className={styles.name}>{name}</span>
          {unsaved ? <span className={styles.unsaved} role="img" aria-label={t('file.edited')} /> : null}
          <ChevronDown size={12} />
        </button>
      }
    />
  );
}

function focusInput(element: HTMLElement | null): void {
  const input = element?.querySelector('input');
  input?.focus();
  input?.select();
}
