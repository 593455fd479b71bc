import { ReactFlow, type ReactFlowInstance, ReactFlowProvider, SelectionMode, type Viewport } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type App, useApp, useDocument, useUi } from '../app.ts';
import { AddMenu } from './add-menu.tsx';
import styles from './canvas.module.css';
import { ConnectionLine, WireHint } from './connection-line.tsx';
import { CanvasMenu } from './context-menu.tsx';
import { EdgeHover } from './edge-hover.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FixCard } from './fix-card.tsx';
import { Floats } from './floats.tsx';
import { GroupFrames } from './groups.tsx';
import { warmLayout } from './layout.ts';
import { Minimap } from './minimap.tsx';
import { NodeCard } from './node-card.tsx';
import { Overview } from './overview.tsx';
import type { CanvasEdge, CanvasNode } from './projection.ts';
import { canvasOf, useCanvas } from './store.ts';
import { useCanvasKeys, walkByKey } from './use-canvas-keys.ts';
import { useDrop } from './use-drop.ts';
import { useFlowHandlers } from './use-flow.ts';
import { useOverviewPointer } from './use-overview-pointer.ts';
import { fitNetwork, maxZoom, minZoom } from './view-actions.ts';
import { arrowId, Wire } from './wire.tsx';

const nodeTypes = { layer: NodeCard };
const edgeTypes = { wire: Wire };
const noNodes: CanvasNode[] = [];
const noEdges: CanvasEdge[] = [];
const middleButton = [1];

/** The network, as it is in Define, Compile and Train. */
export function CanvasView() {
  const app = useApp();
  const { t } = useTranslation('define');
  const frame = useRef<HTMLDivElement>(null);
  const empty = useCanvas((s) => s.nodes.length === 0);
  const overview = useCanvas((s) => s.overview);
  const detail = useCanvas((s) => (s.viewport.zoom < 0.75 ? 'far' : s.viewport.zoom < 0.92 ? 'middle' : 'near'));
  const wiring = useCanvas((s) => s.wiring !== null);
  const step = useUi((s) => s.step);
  useCanvasKeys();
  useFrame(frame);
  const drop = useDrop();
  const pointer = useOverviewPointer(overview);
  const track = (event: MouseEvent) => {
    const canvas = canvasOf(app);
    canvas.pointer = canvas.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY }) ?? null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.closest('input, [role="dialog"]')) return;
    if (!event.altKey && !event.ctrlKey && walkByKey(app, event.key)) event.preventDefault();
  };
  return (
    <div
      ref={frame}
      className={styles.canvas}
      data-detail={detail}
      data-step={step}
      data-wiring={wiring || undefined}
      role="application"
      aria-label={t('canvas.label')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas is one tab stop, arrow keys walk from layer to layer
      tabIndex={0}
      onKeyDown={onKeyDown}
      onMouseMove={track}
      {...pointer}
      {...drop}
    >
      <ReactFlowProvider>
        <CanvasMenu>
          <Flow overview={overview} />
        </CanvasMenu>
      </ReactFlowProvider>
      {overview ? <Overview /> : null}
      <Minimap />
      <Floats />
      <WireHint />
      <AddMenu />
      <FixCard />
      {empty ? <EmptyCanvas /> : null}
    </div>
  );
}

/** React Flow itself. In the overview it has no nodes: the network is then drawn, and this only pans and zooms. */
function Flow({ overview }: { readonly overview: boolean }) {
  const app = useApp();
  const canvas = canvasOf(app);
  const nodes = useCanvas((s) => s.nodes);
  const edges = useCanvas((s) => s.edges);
  const tool = useCanvas((s) => s.tool);
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
  const pans = overview || tool === 'hand';
  return (
    <ReactFlow
      className={styles.flow ?? ''}
      nodes={overview ? noNodes : nodes}
      edges={overview ? noEdges : edges}
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
      {overview ? null : <EdgeHover />}
    </ReactFlow>
  );
}

const snapGrid: [number, number] = [4, 4];
const multiKeys = ['Shift', 'Control', 'Meta'];
const attribution = { hideAttribution: true };

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

/** Brings a document that has just been opened into view, as soon as the canvas can. */
function fitOpened(app: App): void {
  const canvas = canvasOf(app);
  const { id } = app.documents.getState();
  if (canvas.fitted === id || !canvas.flow || canvas.store.getState().size.width === 0) return;
  canvas.fitted = id;
  fitNetwork(app, false);
}

/** Keeps the size of the canvas, fits a document that has just been opened, and warms the layout engine up. */
function useFrame(frame: React.RefObject<HTMLDivElement | null>): void {
  const app = useApp();
  const id = useDocument((s) => s.id);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document is fitted anew
  useEffect(() => fitOpened(app), [app, id]);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const canvas = canvasOf(app);
    const observer = new ResizeObserver(() => {
      canvas.store.setState({ size: { width: element.clientWidth, height: element.clientHeight } });
      fitOpened(app);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [app, frame]);
  useEffect(() => {
    const idle = requestIdleCallback(() => void warmLayout(app), { timeout: 5000 });
    return () => cancelIdleCallback(idle);
  }, [app]);
}
