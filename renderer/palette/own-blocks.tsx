import { FileInput } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnalysis, useApp, useUi } from '../app.ts';
import { lastLayer } from '../canvas/edit-actions.ts';
import { useBlocks } from '../canvas/own-blocks.ts';
import { IconButton } from '../ui/button.tsx';
import { OwnBlockCard } from './own-block-card.tsx';
import styles from './own-blocks.module.css';
import { importBlock } from './own-blocks-files.ts';
import paletteStyles from './palette.module.css';

/** Blocks that the user kept on this machine. */
export function OwnBlocks() {
  const app = useApp();
  const { t } = useTranslation('define');
  const blocks = useBlocks((s) => s.blocks);
  const unreadable = useBlocks((s) => s.unreadable);
  const shape = useShapeAtEnd();
  return (
    <section aria-labelledby="own-blocks">
      <header className={styles.head}>
        <h3 id="own-blocks" className={paletteStyles.heading}>
          {t('ownBlocks.title')}
        </h3>
        <IconButton size="small" label={t('ownBlocks.import')} onClick={() => void importBlock(app)}>
          <FileInput size={14} />
        </IconButton>
      </header>
      {blocks?.map((own) => (
        <OwnBlockCard key={own.file} own={own} shape={shape} />
      ))}
      {blocks?.length === 0 ? <p className={styles.empty}>{t('ownBlocks.empty')}</p> : null}
      {unreadable.length > 0 ? (
        <p className={styles.unreadable}>{t('ownBlocks.unreadable', { files: unreadable.join(', ') })}</p>
      ) : null}
    </section>
  );
}

/** The shape that a block added now would be fed with, the same array as long as it is the same shape; `null`: unknown. */
function useShapeAtEnd() {
  const app = useApp();
  const selection = useUi((s) => s.selection);
  const text = useAnalysis((s) => {
    const id = lastLayer(app, selection);
    return JSON.stringify((id !== null && s.analysis.node(id)?.output?.shape) || null);
  });
  return useMemo((): readonly number[] | null => JSON.parse(text), [text]);
}
