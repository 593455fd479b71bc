import { ReactFlow, type ReactFlowInstance, SelectionMode, type Viewport } from '@xyflow/react';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useUi } from '../app.ts';
import styles from './canvas.module.css';
import { canvasByKey } from './canvas-keys.ts';
import { ConnectionLine } from './connection-line.tsx';
import { EdgeHover } from './edge-hover.tsx';
import { selectedGroup } from './group-actions.ts';
import { GroupCard } from './group-card.tsx';
import { GroupFrames } from './groups.tsx';
import { GuideLines } from './guide-lines.tsx';
import { NodeCard } from './node-card.tsx';
import { activeElement } from './node-label.ts';
import { NoteCard } from './note-card.tsx';
import type { CanvasEdge, CanvasNode } from './projection.ts';
import { SelectionBounds } from './selection-bounds.tsx';
import { canvasOf, useCanvas } from './store.ts';
import { StripCard } from './strip-card.tsx';
import { useFlowHandlers } from './use-flow.ts';
import { fitOpened, maxZoom, minZoom } from './view-actions.ts';
import { createWindow } from './window.ts';
import { arrowId, Wire } from './wire.tsx';

const nodeTypes = { layer: NodeCard, strip: StripCard, card: GroupCard, note: NoteCard };
const edgeTypes = { wire: Wire };
const middleButton = [1];
const snapGrid: [number, number] = [4, 4];
const multiKeys = ['Shift', 'Control', 'Meta'];
const attribution = { hideAttribution: true };

/** React Flow itself. In the overview it has no nodes: the network is then drawn, and this only pans and zooms. */
export function Flow({ overview }: { readonly overview: boolean }) {
  const app = useApp();
  const canvas = canvasOf(app);
  const { t } = useTranslation('define');
  const window = useMemo(createWindow, []);
  const nodes = useCanvas((s) => window(s).nodes);
  const edges = useCanvas((s) => window(s).edges);
  const tool = useCanvas((s) => s.tool);
  const active = useUi((s) => activeElement(selectedGroup(app), s.selection, s.selectedNotes));
  const handlers = useFlowHandlers();
  const initial = useRef(canvas.store.getState().viewport);
  const instance = useRef<ReactFlowInstance<CanvasNode, CanvasEdge> | null>(null);
  const onInit = useCallback(
    (flow: ReactFlowInstance<CanvasNode, CanvasEdge>) => {
      instance.current = flow;
      canvas.flow = flow;
      canvas.setViewport(flow.getViewport());
      fitOpened(app);
    },
    [app, canvas],
  );
  const onMove = useCallback((_: unknown, viewport: Viewport) => canvas.setViewport(viewport), [canvas]);
  useEffect(() => {
    canvas.flow = instance.current;
    return () => {
      canvas.flow = null;
    };
  }, [canvas]);
  // React hides the canvas while something beside it loads; React Flow then starts over from where it first was.
  const hiddenAt = useRef<Viewport | null>(null);
  useLayoutEffect(() => {
    if (hiddenAt.current) void instance.current?.setViewport(hiddenAt.current);
    return () => {
      hiddenAt.current = canvas.store.getState().viewport;
    };
  }, [canvas]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, textarea, [role="dialog"]')) return;
    if (canvasByKey(app, event)) event.preventDefault();
  };
  const pans = overview || tool === 'hand';
  return (
    <ReactFlow
      className={styles.flow ?? ''}
      // One tab stop for the whole network: arrow keys walk from layer to layer.
      tabIndex={0}
      aria-label={t('canvas.label')}
      onKeyDown={onKeyDown}
      {...(active === null ? {} : { 'aria-activedescendant': active })}
      disableKeyboardA11y
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      {...handlers}
      onInit={onInit}
      onMove={onMove}
      defaultViewport={initial.current}
      minZoom={minZoom}
      maxZoom={maxZoom}
      onlyRenderVisibleElements
      nodesFocusable={false}
      edgesFocusable={false}
      nodesDraggable={tool === 'select'}
      elevateNodesOnSelect={false}
      nodeDragThreshold={3}
      snapToGrid
      snapGrid={snapGrid}
      panOnDrag={pans ? true : middleButton}
      selectionOnDrag={!pans}
      selectionMode={SelectionMode.Partial}
      selectionKeyCode="Shift"
      multiSelectionKeyCode={multiKeys}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      connectionRadius={28}
      connectionLineComponent={ConnectionLine}
      onEdgeMouseEnter={(_, edge) => canvas.store.setState({ hoveredEdge: edge.id })}
      onEdgeMouseLeave={() => canvas.store.setState({ hoveredEdge: null })}
      proOptions={attribution}
    >
      <Arrow />
      {overview ? null : <GroupFrames />}
      {overview ? null : <SelectionBounds />}
      {overview ? null : <EdgeHover />}
      {overview ? null : <GuideLines />}
    </ReactFlow>
  );
}

/** One arrow head for all wires, in the colour of the wire. */
const Arrow = () => (
  <svg className={styles.defs} aria-hidden>
    <defs>
      <marker
        id={arrowId}
        markerUnits="userSpaceOnUse"
        markerWidth={8}
        markerHeight={12}
        refX={0.5}
        refY={6}
        orient="auto"
        viewBox="0 0 8 12"
      >
        <path d="M0 0.5L7.5 6L0 11.5Z" fill="context-stroke" />
      </marker>
    </defs>
  </svg>
);
