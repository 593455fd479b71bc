import { ChevronsDownUp } from 'lucide-react';
import { type PointerEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { copiesOf } from '../../src/core/document/copies.ts';
import { nodesWithin } from '../../src/core/document/groups.ts';
import type { Group, Position } from '../../src/core/document/schema.ts';
import { useApp, useDocument, useUi } from '../app.ts';
import { formatShort, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { TextField } from '../ui/fields.tsx';
import { toggleCollapse } from './collapse-actions.ts';
import { selectCopiesOf } from './copies-actions.ts';
import { renameGroup, selectGroup, startGroupDrag } from './group-actions.ts';
import styles from './groups.module.css';
import { Gauge } from './live/gauge.tsx';
import { useGroupFigures } from './live/group-live.tsx';
import { gradientDecades } from './live/levels.ts';
import { canvasOf, useCanvas } from './store.ts';

interface GroupHeaderProps {
  readonly group: Group;
  readonly width: number;
  /** The figures are those that a change under the pointer would make. */
  readonly previewed: boolean;
  readonly figures: {
    readonly parameters: number;
    /** As the convention counts it. */
    readonly work: number;
    readonly layers: number;
    /** Shapes are missing: the figures are the least that it can be. */
    readonly unknown: boolean;
    /** What the group puts out; empty where it is unknown. */
    readonly shape: string;
  };
}

/** Widths from which a frame has room for its cost, and for what it puts out, px. */
const room = { work: 280, all: 400 } as const;

/** Name and figures of a group; pressed it selects all of it, dragged it moves all of it, pressed twice it is renamed. */
export function GroupHeader({ group, width, previewed, figures }: GroupHeaderProps) {
  const app = useApp();
  const { t } = useTranslation('define');
  const locale = useLocale();
  const naming = useCanvas((s) => s.naming === group.id);
  const name = () => canvasOf(app).store.setState({ naming: group.id });
  const drag = useGroupDrag(group.id);
  const least = figures.unknown ? '≥\u00a0' : '';
  const parameters = `${least}${formatShort(figures.parameters, locale)}`;
  const unit = useUi((s) => t(`why.unit.${s.convention}`));
  const work = `${least}${formatTotal(figures.work, locale)} ${unit}`;
  const layers = t('count.layers', { count: figures.layers });
  const groups = useDocument((s) => s.document.groups);
  const live = useGroupFigures(useMemo(() => nodesWithin(groups).get(group.id) ?? [], [groups, group.id]));
  if (naming) return <Naming group={group} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; by keyboard the canvas walks to groups, see `groupByKey`
    <header
      className={`${styles.header} nopan nodrag`}
      data-group={group.id}
      data-preview={previewed || undefined}
      title={[group.name, layers, t('group.parameters', { number: parameters }), work].join(' · ')}
      onDoubleClick={(event) => {
        event.stopPropagation();
        name();
      }}
      {...drag}
    >
      <CollapseButton group={group} />
      <b>{group.name}</b>
      <CopiesButton group={group.id} />
      {width >= room.all ? <span>{layers}</span> : null}
      <span className={styles.totals}>
        {width >= room.all && figures.shape !== '' ? <i>{figures.shape}</i> : null}
        {live ? null : parameters}
        {width >= room.work && !live ? ` · ${work}` : ''}
      </span>
      {live ? <Gauge sign="∇" value={live.gradient} decades={gradientDecades} inline /> : null}
    </header>
  );
}

/** For the pointer: the canvas is one tab stop, and its keys collapse the selected group. */
function CollapseButton({ group }: { readonly group: Group }) {
  const app = useApp();
  const { t } = useTranslation('define');
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.collapse}
      aria-label={t('group.collapse', { name: group.name })}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={() => toggleCollapse(app, group.id)}
    >
      <ChevronsDownUp size={14} />
    </button>
  );
}

/** How many groups in a row are like this one; for the pointer, as the button before. */
function CopiesButton({ group }: { readonly group: string }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const count = useDocument((s) => copiesOf(s.document).get(group)?.groups.length ?? 0);
  if (count < 2) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.copies}
      aria-label={t('group.copies', { count })}
      title={t('group.copies', { count })}
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onClick={() => selectCopiesOf(app, group)}
    >
      ×{count}
    </button>
  );
}

function Naming({ group }: { readonly group: Group }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const done = () => canvasOf(app).store.setState({ naming: null });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the field inside is left
    <div className={`${styles.header} nopan nodrag`} data-group={group.id} onBlur={done}>
      <TextField
        label={t('group.name')}
        value={group.name}
        autoFocus
        onCommit={(text) => renameGroup(app, group, text)}
      />
    </div>
  );
}

/** Nearer than this the pointer has pressed, not dragged, px. */
const threshold = 3;

function useGroupDrag(id: string) {
  const app = useApp();
  const drag = useRef<{ readonly from: Position; readonly group: ReturnType<typeof startGroupDrag> } | null>(null);
  const moved = useRef(false);
  const end = () => {
    drag.current?.group.end();
    drag.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      selectGroup(app, id);
      moved.current = false;
      drag.current = { from: { x: event.clientX, y: event.clientY }, group: startGroupDrag(app, id) };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!drag.current) return;
      const x = event.clientX - drag.current.from.x;
      const y = event.clientY - drag.current.from.y;
      if (!moved.current && Math.hypot(x, y) < threshold) return;
      moved.current = true;
      const { zoom } = canvasOf(app).store.getState().viewport;
      drag.current.group.to({ x: x / zoom, y: y / zoom });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
