import { type DragEvent, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Block, goesBetween, writeBlock } from '../../src/core/document/block.ts';
import { useApp } from '../app.ts';
import { addBlock, blockCommands } from '../canvas/insert-actions.ts';
import { ownBlockType, throughType } from '../canvas/use-drop.ts';

/**
 * Handlers of a button that adds a block: pointed at it shows on the canvas what it would add, pressed it adds that, dragged
 * it takes the block along.
 */
export function useBlockButton(block: Block, onAdded?: () => void) {
  const app = useApp();
  const { t } = useTranslation('define');
  const { previews } = app;
  // A button that goes away in mid-hover is never left.
  useEffect(() => previews.clear, [previews]);
  const show = () => {
    if (!previews.isTrying()) previews.show(blockCommands(app, block), 'offer', t('palette.add', { name: block.name }));
  };
  return {
    draggable: true,
    onPointerEnter: show,
    onFocus: show,
    onPointerLeave: previews.clear,
    onBlur: previews.clear,
    onDragStart: (event: DragEvent) => {
      previews.clear();
      // The text and not its name: it may be dropped in another window.
      event.dataTransfer.setData(ownBlockType, writeBlock(block));
      if (goesBetween(block)) event.dataTransfer.setData(throughType, '1');
      event.dataTransfer.effectAllowed = 'copy';
    },
    onDragEnd: onAdded,
    onClick: () => {
      addBlock(app, block);
      onAdded?.();
    },
  };
}
