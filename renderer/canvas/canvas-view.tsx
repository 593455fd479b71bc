import { ReactFlowProvider } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type MouseEvent, type RefObject, useEffect, useRef } from 'react';
import { useApp, useDocument, useUi } from '../app.ts';
import { AddMenu } from './add-menu.tsx';
import styles from './canvas.module.css';
import { ConnectMenu } from './connect-menu.tsx';
import { WireHint } from './connection-line.tsx';
import { CanvasMenu } from './context-menu.tsx';
import { EmptyCanvas } from './empty-canvas.tsx';
import { FixCard } from './fix-card.tsx';
import { Floats } from './floats.tsx';
import { Flow } from './flow.tsx';
import { warmLayout } from './layout.ts';
import { LiveNoteCard } from './live/note-card.tsx';
import { Minimap } from './minimap.tsx';
import { Overview } from './overview.tsx';
import { PreviewFloat } from './preview-float.tsx';
import { PreviewGhosts } from './preview-ghosts.tsx';
import { RepeatDialog } from './repeat-dialog.tsx';
import { ReplaceMenu } from './replace-menu.tsx';
import { SaveBlockDialog } from './save-block-dialog.tsx';
import { canvasOf, useCanvas } from './store.ts';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useDrop } from './use-drop.ts';
import { useOverviewPointer } from './use-overview-pointer.ts';
import { fitOpened } from './view-actions.ts';
import { WireStatus } from './wire-status.tsx';

/** The network, as it is in Define, Compile and Train. */
export function CanvasView() {
  const app = useApp();
  const frame = useRef<HTMLDivElement>(null);
  const empty = useCanvas((s) => s.nodes.length === 0);
  const overview = useCanvas((s) => s.overview);
  const level = useCanvas((s) => s.level);
  const wiring = useCanvas((s) => s.wiring !== null);
  const step = useUi((s) => s.step);
  const heat = useUi((s) => s.heat && s.overlay !== 'off');
  useCanvasKeys();
  useFrame(frame);
  const drop = useDrop();
  const pointer = useOverviewPointer(overview);
  const track = (event: MouseEvent) => {
    const canvas = canvasOf(app);
    canvas.pointer = canvas.flow?.screenToFlowPosition({ x: event.clientX, y: event.clientY }) ?? null;
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and drops only; the network inside takes the keys
    <div
      ref={frame}
      className={styles.canvas}
      data-detail={level}
      data-step={step}
      data-heat-map={heat || undefined}
      data-wiring={wiring || undefined}
      onMouseMove={track}
      {...pointer}
      {...drop}
    >
      <ReactFlowProvider>
        <CanvasMenu>
          <Flow overview={overview} />
        </CanvasMenu>
        {overview ? null : <PreviewGhosts />}
      </ReactFlowProvider>
      {overview ? <Overview /> : null}
      <Minimap />
      <Floats />
      <WireHint />
      <PreviewFloat />
      <AddMenu />
      <ConnectMenu />
      <ReplaceMenu />
      <WireStatus />
      <FixCard />
      <LiveNoteCard />
      <RepeatDialog />
      <SaveBlockDialog />
      {empty ? <EmptyCanvas /> : null}
    </div>
  );
}

/** Keeps the size of the canvas, fits a document that has just been opened, and warms the layout engine up. */
function useFrame(frame: RefObject<HTMLDivElement | null>): void {
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
