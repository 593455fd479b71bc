import { ViewportPortal } from '@xyflow/react';
import { memo, useMemo } from 'react';
import { type Convention, countBy, workOfTotals } from '../../src/core/analysis/conventions.ts';
import { groupTotals } from '../../src/core/analysis/groups.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { Group, Position, StrideDocument } from '../../src/core/document/schema.ts';
import { formatShape } from '../../src/core/math/shape.ts';
import { useAnalysis, useApp, useDocument, usePreview, useUi } from '../app.ts';
import { createFrameReader } from './frames.ts';
import type { Frame } from './geometry.ts';
import { selectedGroup } from './group-actions.ts';
import { GroupHeader } from './group-header.tsx';
import styles from './groups.module.css';
import { groupElement } from './node-label.ts';
import { canvasOf, useCanvas } from './store.ts';

/** Frames behind the members of groups, those of inner groups over those around them, with what they sum up to. */
export function GroupFrames() {
  const groups = useDocument((s) => s.document.groups);
  const readers = useMemo(
    () => ({ places: createPlaceReader(), totals: createTotalsReader(), totalsThen: createTotalsReader() }),
    [],
  );
  const order = useDocument((s) => [...readers.places(s.document, false, nothingMoves).keys()].join('\n'));
  if (order === '') return null;
  return (
    <ViewportPortal>
      {order.split('\n').map((id) => {
        const group = groups[id];
        return group ? <GroupFrame key={id} group={group} readers={readers} /> : null;
      })}
    </ViewportPortal>
  );
}

const nothingMoves: ReadonlyMap<string, Position> = new Map();

interface FrameProps {
  readonly group: Group;
  /** Shared by all frames, so that places and figures are computed once for all of them. */
  readonly readers: {
    readonly places: ReturnType<typeof createPlaceReader>;
    readonly totals: ReturnType<typeof createTotalsReader>;
    /** As a change under the pointer would make them. */
    readonly totalsThen: ReturnType<typeof createTotalsReader>;
  };
}

const GroupFrame = memo(function GroupFrame({ group, readers }: FrameProps) {
  const app = useApp();
  const live = useUi((s) => s.step === 'train');
  // As text: a frame renders only when its own place, size or figures changed.
  const placeIn = (document: StrideDocument, moving: ReadonlyMap<string, Position>) =>
    readers.places(document, live, moving).get(group.id) ?? '';
  useDocument((s) => placeIn(s.document, canvasOf(app).store.getState().moving));
  const rect = useCanvas((s) => placeIn(app.documents.getState().document, s.moving));
  const convention = useUi((s) => s.convention);
  const figures = useAnalysis(
    (s) => readers.totals(app.documents.getState().document.groups, s.analysis, convention)[group.id] ?? '',
  );
  const then = usePreview(({ preview }) => {
    if (!preview) return figures;
    return readers.totalsThen(preview.document.groups, preview.analysis, convention)[group.id] ?? figures;
  });
  const selected = useUi(() => selectedGroup(app)?.id === group.id);
  const [x = 0, y = 0, width = 0, height = 0] = rect.split(' ').map(Number);
  const visible = useCanvas(({ viewport, size }) => {
    const left = x * viewport.zoom + viewport.x;
    const top = y * viewport.zoom + viewport.y;
    return (
      left < size.width && top < size.height && left + width * viewport.zoom > 0 && top + height * viewport.zoom > 0
    );
  });
  if (rect === '' || !visible) return null;
  const [parameters = '0', work = '0', layers = '0', unknown = '0', shape = ''] = then.split(' ');
  return (
    <section
      id={groupElement(group.id)}
      className={styles.group}
      style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
      data-selected={selected || undefined}
      aria-label={group.name}
    >
      <GroupHeader
        group={group}
        width={width}
        previewed={then !== figures}
        figures={{
          parameters: Number(parameters),
          work: Number(work),
          layers: Number(layers),
          unknown: Number(unknown) > 0,
          shape,
        }}
      />
    </section>
  );
});

/** Places of all frames as text, outer ones first; computed anew only when something moved. */
function createPlaceReader() {
  const read = createFrameReader();
  let last: readonly Frame[] | null = null;
  let places: ReadonlyMap<string, string> = new Map();
  return (document: StrideDocument, live: boolean, moving: ReadonlyMap<string, Position>) => {
    const frames = read(document, live, moving);
    if (frames !== last)
      places = new Map(
        frames.map(({ group, rect }) => [group.id, [rect.x, rect.y, rect.width, rect.height].join(' ')]),
      );
    last = frames;
    return places;
  };
}

/** Figures of all groups as text, summed up once an analysis and convention. */
function createTotalsReader() {
  let last: readonly unknown[] = [];
  let texts: Readonly<Record<string, string>> = {};
  return (groups: StrideDocument['groups'], analysis: Analysis, convention: Convention) => {
    if (last[0] === groups && last[1] === analysis && last[2] === convention) return texts;
    texts = Object.fromEntries(
      Object.values(groupTotals(groups, analysis)).map((totals) => {
        const { id, parameters, layers, unknown, output } = totals;
        const work = countBy(convention, workOfTotals(totals));
        return [id, [parameters, work, layers, unknown, output ? formatShape(output) : ''].join(' ')];
      }),
    );
    last = [groups, analysis, convention];
    return texts;
  };
}
