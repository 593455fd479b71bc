import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { layerOf } from '../../src/core/layers/registry.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis, useApp, useLayerNode, useUi } from '../app.ts';
import { severityOf } from '../canvas/node-facts.ts';
import { locate } from '../canvas/view-actions.ts';
import { LayerIcon } from '../ui/layer-icon.tsx';
import { NoteOutline } from './note-outline.tsx';
import styles from './palette.module.css';

const rowHeight = 28;

/** Every layer and every note: the whole network by keyboard. */
export const Outline = () => (
  <>
    <LayerOutline />
    <NoteOutline />
  </>
);

/** Layers in the order of the computation; arrows to walk and show. */
function LayerOutline() {
  const app = useApp();
  const { t } = useTranslation('define');
  const order = useAnalysis((s) => s.analysis.order);
  const selected = useUi((s) => (s.selection.size === 1 ? [...s.selection][0] : undefined));
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: order.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const at = selected === undefined ? -1 : order.indexOf(selected);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at);
  }, [at, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step === undefined ? undefined : order[Math.max(0, at + step)];
    if (next === undefined) return;
    event.preventDefault();
    locate(app, next);
  };
  if (order.length === 0) return <p className={styles.nothing}>{t('palette.noLayers')}</p>;
  return (
    <div
      ref={frame}
      className={styles.scroll}
      role="listbox"
      data-part
      aria-label={t('palette.outline')}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.rows} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const id = order[row.index];
          return id === undefined ? null : (
            <OutlineRow key={id} id={id} top={row.start} selected={id === selected} onShow={() => locate(app, id)} />
          );
        })}
      </div>
    </div>
  );
}

interface OutlineRowProps {
  readonly id: string;
  readonly top: number;
  readonly selected: boolean;
  readonly onShow: () => void;
}

function OutlineRow({ id, top, selected, onShow }: OutlineRowProps) {
  const node = useLayerNode(id);
  const shape = useAnalysis((s) => {
    const output = s.analysis.node(id)?.output;
    return output ? formatShape(output.shape) : '?';
  });
  const severity = useAnalysis((s) => severityOf(s.analysis.node(id)));
  if (!node) return null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which has the focus
    <div
      className={styles.row}
      role="option"
      aria-selected={selected}
      tabIndex={-1}
      data-family={layerOf(node.kind)?.doc.family ?? 'core'}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onShow}
    >
      <LayerIcon kind={node.kind} size={13} />
      <b>{node.name}</b>
      {severity ? <CircleAlert size={12} className={styles.wrong} data-severity={severity} /> : null}
      <span>{shape}</span>
    </div>
  );
}
