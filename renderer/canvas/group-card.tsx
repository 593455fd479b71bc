import { Handle, type NodeProps, Position } from '@xyflow/react';
import { ChevronsUpDown } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { collapseOf } from '../../src/core/document/collapse.ts';
import { copiesOf } from '../../src/core/document/copies.ts';
import type { NodeMode, StrideDocument } from '../../src/core/document/schema.ts';
import { miniDiagram } from '../../src/core/figures/mini-diagram.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { useAnalysis, useApp, useDocument, usePreview, useUi } from '../app.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useTimes } from '../profile/use-profile.ts';
import { toggleCollapse } from './collapse-actions.ts';
import { countRender } from './counters.ts';
import { diagramWidth, groupOfCard } from './geometry.ts';
import styles from './group-card.module.css';
import { groupFigure } from './group-figures.ts';
import { modesOf } from './group-modes.ts';
import { GroupLive, useGroupFigures } from './live/group-live.tsx';
import { ModeIcon } from './mode-mark.tsx';
import nodeStyles from './node.module.css';
import type { CanvasNode } from './projection.ts';
import { SeverityBadge } from './severity-badge.tsx';
import { barLength, heatLevel, shownIn } from './share.ts';

/** A collapsed group: its name, its layers in little, what they put out and what they cost together. */
export const GroupCard = memo(function GroupCard({ id, selected, dragging }: NodeProps<CanvasNode>) {
  countRender('nodes', id);
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const groupId = groupOfCard(id) ?? '';
  const groups = useDocument((s) => s.document.groups);
  const group = groups[groupId];
  const layers = collapseOf(groups).layers.get(groupId) ?? none;
  const copies = useDocument((s) => copiesOf(s.document).get(groupId)?.groups.length ?? 1);
  const shown = useUi(shownIn);
  const times = useTimes(shown);
  const asked = { group: groupId, layers, shown, times, locale };
  const now = useAnalysis(useShallow((s) => groupFigure(groups, s.analysis, asked)));
  const then = usePreview(
    useShallow(({ preview }) => {
      if (!preview) return now;
      const inside = collapseOf(preview.document.groups).layers.get(groupId) ?? none;
      return groupFigure(preview.document.groups, preview.analysis, { ...asked, layers: inside });
    }),
  );
  const { shape, figure, share, severity } = then;
  const previewed = shape !== now.shape || figure !== now.figure;
  const live = useGroupFigures(layers);
  const modes = useDocument(useShallow((s) => restingIn(s.document, layers)));
  if (!group) return null;
  const { all, bypass, mute } = modes;
  const resting = [
    ...(bypass > 0 ? [t('count.bypassed', { count: bypass })] : []),
    ...(mute > 0 ? [t('count.muted', { count: mute })] : []),
  ];
  const layersText = t('count.layers', { count: layers.length }) + (copies > 1 ? `, ×${copies}` : '');
  const count = [layersText, ...resting].join(', ');
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    toggleCollapse(app, groupId);
  };
  return (
    <article
      className={`${nodeStyles.node} ${styles.card}`}
      data-group={groupId}
      data-selected={selected || undefined}
      data-dragging={dragging || undefined}
      data-severity={severity}
      data-mode={all ?? undefined}
      data-preview={previewed ? 'changed' : undefined}
      title={`${group.name} · ${count}`}
      aria-label={[group.name, t('group.collapsed'), count, t('canvas.outputIs', { shape })].join(', ')}
      onDoubleClick={open}
    >
      <div className={styles.head}>
        <b>{group.name}</b>
        {copies > 1 ? <span className={styles.copies}>×{copies}</span> : null}
        {bypass > 0 ? <Resting mode="bypass" count={bypass} /> : null}
        {mute > 0 ? <Resting mode="mute" count={mute} /> : null}
        <button
          type="button"
          className={`${styles.open} nodrag nopan`}
          aria-label={t('group.open', { name: group.name })}
          onClick={open}
        >
          <ChevronsUpDown size={14} />
        </button>
      </div>
      <MiniDiagram layers={layers} />
      <div className={styles.meta}>
        {live ? (
          <GroupLive {...live} />
        ) : (
          <>
            <span className={styles.shape}>{shape}</span>
            <span className={styles.figure}>{figure}</span>
            {share >= 0.1 ? <em>{formatPercent(share, locale, 0)}</em> : null}
          </>
        )}
      </div>
      {share >= 0 && !live ? (
        <i className={nodeStyles.share} data-heat={heatLevel(share, shown)} style={{ '--share': barLength(share) }} />
      ) : null}
      {severity ? <SeverityBadge severity={severity} /> : null}
      <Handle type="target" position={Position.Top} className={styles.hidden} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} className={styles.hidden} isConnectable={false} />
    </article>
  );
});

function restingIn(document: StrideDocument, layers: readonly string[]) {
  const { all, count } = modesOf(document, layers);
  return { all, ...count };
}

/** How many of the layers rest; the card's accessible name says it in words. */
const Resting = ({ mode, count }: { readonly mode: NodeMode; readonly count: number }) => (
  <span className={styles.resting} aria-hidden>
    <ModeIcon mode={mode} />
    {count}
  </span>
);

const none: readonly never[] = [];

/** More blocks than this would be lines. */
const most = 32;

/** The layers in little; one block each in the order of the network where a graph of them would not be read. */
function MiniDiagram({ layers }: { readonly layers: readonly string[] }) {
  const order = useAnalysis((s) => s.analysis.order);
  const diagram = useDocument((s) => miniDiagram(s.document, layers, diagramWidth));
  const families = useDocument(
    useShallow((s) => {
      if (diagram) return none;
      const inside = new Set(layers);
      const sorted = order.filter((id) => inside.has(id)).slice(0, most);
      return sorted.map((id) => {
        const { kind = '', mode = '' } = s.document.graph.nodes[id] ?? {};
        return `${layerOf(kind)?.doc.family ?? 'core'} ${mode}`;
      });
    }),
  );
  if (!diagram)
    return (
      <span className={styles.row} aria-hidden>
        {families.map((block, i) => {
          const [family, mode] = block.split(' ');
          // biome-ignore lint/suspicious/noArrayIndexKey: a picture: blocks have no identity
          return <i key={i} data-family={family} data-resting={mode || undefined} />;
        })}
      </span>
    );
  return (
    <svg className={styles.diagram} width={diagram.width} height={diagram.height} aria-hidden>
      <path d={diagram.wires} />
      {diagram.blocks.map(({ family, mode, path }) => (
        <path key={`${family} ${mode}`} data-family={family} data-resting={mode ?? undefined} d={path} />
      ))}
    </svg>
  );
}
