import { Search } from 'lucide-react';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { SettingsContext } from '../compile/use-settings.ts';
import { useActiveRunId } from '../use-runs.ts';
import styles from './finder.module.css';
import { FinderDialog } from './finder-dialog.tsx';

/** Opens the finder for the document's network; a run in progress has the device for itself, and its own settings. */
export function FinderButton() {
  const { t } = useTranslation('control');
  const [open, setOpen] = useState(false);
  const active = useActiveRunId() !== null;
  const isDraft = useContext(SettingsContext) !== null;
  if (isDraft) return null;
  return (
    <div className={styles.open}>
      <Button size="small" icon={<Search size={12} />} disabled={active} onClick={() => setOpen(true)}>
        {t('finder.open')}
      </Button>
      {open ? <FinderDialog onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
