import type { DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { addAfterSelection } from '../canvas/edit-actions.ts';
import { blockType } from '../canvas/use-drop.ts';
import { useLayerText } from '../i18n/core-text.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { Tip } from '../ui/tooltip.tsx';
import styles from './palette.module.css';

/** Distances of the help from a block in the left and in the right column, px. */
export const besideColumn = [112, 10] as const;

/** Longer titles stand in two lines, characters. */
const shortTitle = 10;

/** `GaussDropout` and `Conv2DTransp` may be broken between their words, by spaces of no width. */
const breakable = (title: string): string => title.replaceAll(/(?<!^)(?=\p{Lu}\p{Ll})/gu, '\u200b');

interface BlockProps {
  readonly kind: string;
  /** How far to the right its help is shown: beside the panel, not over the next block. */
  readonly beside: number;
  readonly onAdded?: () => void;
}

/** A block to click, which adds it after the selected layer, or to drag onto the canvas. */
export function Block({ kind, beside, onAdded }: BlockProps) {
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
    <Tip text={summary} side="right" offset={beside}>
      <button
        type="button"
        className={styles.block}
        aria-label={t('palette.add', { name: title })}
        draggable
        onDragStart={drag}
        onDragEnd={onAdded}
        onClick={add}
      >
        <LayerIcon kind={kind} />
        <span data-long={title.length > shortTitle || undefined}>{breakable(title)}</span>
      </button>
    </Tip>
  );
}
