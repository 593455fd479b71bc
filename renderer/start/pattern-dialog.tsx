import { CornerDownRight, FilePlus2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { addGenerated, imageBefore } from '../canvas/generated.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/overlay.tsx';
import styles from './generator.module.css';
import { PatternForm } from './pattern-form.tsx';
import { usePattern } from './use-pattern.ts';

/** The pattern generator over an open network: its layers go after the selected one, or become a network of their own. */
export function PatternDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['start', 'define', 'shell']);
  const app = useApp();
  const pattern = usePattern(imageBefore(app));
  const { generated } = pattern;
  const insert = () => {
    onClose();
    if (generated.ok) addGenerated(app, generated.value);
  };
  const open = () => {
    onClose();
    if (generated.ok) void app.projects.openDocument(() => generated.value);
  };
  return (
    <Dialog
      title={t('generator.title')}
      closeLabel={t('shell:close')}
      open
      onOpenChange={(stays) => !stays && onClose()}
      className={styles.dialog ?? ''}
      footer={
        <>
          <Button icon={<FilePlus2 size={14} />} disabled={!generated.ok} onClick={open}>
            {t('define:generator.asNew')}
          </Button>
          <Button look="primary" icon={<CornerDownRight size={14} />} disabled={!generated.ok} onClick={insert}>
            {t('define:generator.insert')}
          </Button>
        </>
      }
    >
      <div className={styles.inDialog}>
        <PatternForm pattern={pattern} actions={null}>
          <span>{t('define:generator.insertHelp')}</span>
        </PatternForm>
      </div>
    </Dialog>
  );
}
