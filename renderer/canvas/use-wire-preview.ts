import { useEffect } from 'react';
import { useApp } from '../app.ts';
import { connectCommand } from './edit-actions.ts';
import { useCanvas } from './store.ts';
import { nodeUnder } from './use-flow.ts';

/** While a wire is dragged over a layer that may take it, shows what the wire would do. */
export function useWirePreview(): void {
  const app = useApp();
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
    window.addEventListener('pointermove', follow);
    return () => {
      window.removeEventListener('pointermove', follow);
      previews.clear();
    };
  }, [app, wiring]);
}
