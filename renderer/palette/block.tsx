import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { addAfterSelection } from '../canvas/edit-actions.ts';
import { blockType } from '../canvas/use-drop.ts';
import { useLayerText } from '../i18n/core-text.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { Tip } from '../ui/tooltip.tsx';
import styles from './palette.module.css';

/** A block to click, which adds it after the selected layer, or to drag onto the canvas. */
export function Block({ kind, onAdded }: { readonly kind: string; readonly onAdded?: () => void }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const { title, summary } = useLayerText(kind);
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(blockType, kind);
    event.dataTransfer.effectAllowed = 'copy';
  };
  const add = () => {
    addAfterSelection(app, kind);
    onAdded?.();
  };
  return (
    <Tip text={summary} side="right">
      <button
        type="button"
        className={styles.block}
        aria-label={t('palette.add', { name: title })}
        draggable
        onDragStart={drag}
        onClick={add}
      >
        <LayerIcon kind={kind} />
        {title}
      </button>
    </Tip>
  );
}
