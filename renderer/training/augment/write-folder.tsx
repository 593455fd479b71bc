import { FolderOutput } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { canCopy } from '../../../src/engine/feed/copies-of.ts';
import { useApp } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { chooseFolder } from '../../shell/choose-path.ts';
import { baseName } from '../../shell/paths.ts';
import { hostErrorText } from '../../shell/projects/host-errors.ts';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import { useSettings } from '../compile/use-settings.ts';
import panel from '../training.module.css';
import styles from './augment.module.css';
import { type Writing, writeCopies } from './write-copies.ts';

/** Writes changed copies of the training pictures into an empty folder, with how far it is. */
export function WriteFolder({ dataset }: { readonly dataset: Dataset }) {
  const { t } = useTranslation('augment');
  const locale = useLocale();
  const app = useApp();
  const { augmentation, seed, validationShare } = useSettings();
  const [copies, setCopies] = useState(1);
  const [progress, setProgress] = useState<Writing | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  if (!canCopy(dataset)) return null;

  async function write(): Promise<void> {
    const path = await chooseFolder(app, t('choose'));
    if (path === null) return;
    const folder = baseName(path);
    abort.current = new AbortController();
    try {
      const request = { dataset, augmentation, seed, validationShare, copies };
      const ended = await writeCopies(app, path, request, abort.current.signal, setProgress);
      const [done, total] =
        ended === 'not-empty' ? ['', ''] : [ended.done, ended.total].map((n) => formatFull(n, locale));
      if (ended === 'not-empty') app.notify('problem', t('notEmpty', { folder }));
      else if (ended.done < ended.total)
        app.notify('done', t('stopped', { done: done ?? '', total: total ?? '', folder }));
      else app.notify('done', t('wrote', { total: total ?? '', folder }));
    } catch (error) {
      app.notify('problem', t('writeFailed', { reason: hostErrorText(error, 'writing') }));
    }
    setProgress(null);
  }

  if (progress) {
    const done = formatFull(progress.done, locale);
    return (
      <div className={styles.writing}>
        <p className={panel.note} role="status">
          {t('writing', { done, total: formatFull(progress.total, locale) })}
        </p>
        <Button size="small" onClick={() => abort.current?.abort()}>
          {t('cancel')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Row label={t('copies')} htmlFor="augment-copies">
        <NumberField
          id="augment-copies"
          label={t('copies')}
          value={copies}
          integer
          min={1}
          max={1000}
          onChange={setCopies}
        />
        <Button size="small" icon={<FolderOutput size={13} />} onClick={() => void write()}>
          {t('write')}
        </Button>
      </Row>
      <p className={panel.note}>{t('writeHint')}</p>
    </>
  );
}
