import { useEffect, useMemo } from 'react';
import type { Command } from '../../src/core/document/commands.ts';
import { useApp } from '../app.ts';
import type { PreviewStore } from '../store/preview.ts';

/** Handlers of a button that would run these commands: while it is pointed at or focused, the canvas shows what they do. */
export function offerHandlers(previews: PreviewStore, commands: readonly Command[], title: string | null = null) {
  const show = () => {
    if (commands.length > 0 && !previews.isTrying()) previews.show(commands, 'offer', title);
  };
  return { onPointerEnter: show, onFocus: show, onPointerLeave: previews.clear, onBlur: previews.clear };
}

export function useOffer(commands: readonly Command[], title: string | null = null) {
  const { previews } = useApp();
  // A button that goes away in mid-hover is never left.
  useEffect(() => previews.clear, [previews]);
  return useMemo(() => offerHandlers(previews, commands, title), [previews, commands, title]);
}
