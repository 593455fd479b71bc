import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { useApp } from '../app.ts';
import { connectCommand } from './edit-actions.ts';
import { canvasOf, useCanvas } from './store.ts';
import { nodeUnder } from './use-flow.ts';

/** While a wire is dragged over a layer that may take it, shows what the wire would do; Escape lets go of it. */
export function useWirePreview(): void {
  const app = useApp();
  const flow = useStoreApi();
  const wiring = useCanvas((s) => s.wiring);
  useEffect(() => {
    if (!wiring) return;
    const { previews } = app;
    let over: string | null = null;
    const follow = (event: PointerEvent) => {
      const now = nodeUnder(event.clientX, event.clientY);
      if (now === over) return;
      over = now;
      const command = now === null || now === wiring.node ? null : commandFor(now);
      if (command) previews.show([command], 'drag');
      else previews.clear();
    };
    const commandFor = (other: string) =>
      wiring.end === 'source' ? connectCommand(app, wiring.node, other) : connectCommand(app, other, wiring.node);
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      canvasOf(app).store.setState({ wiring: null });
      flow.getState().cancelConnection();
    };
    window.addEventListener('pointermove', follow);
    window.addEventListener('keydown', cancel, { capture: true });
    return () => {
      window.removeEventListener('pointermove', follow);
      window.removeEventListener('keydown', cancel, { capture: true });
      previews.clear();
    };
  }, [app, flow, wiring]);
}
