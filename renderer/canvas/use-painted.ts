import { type RefObject, useEffect } from 'react';
import { useApp } from '../app.ts';
import { profilerOf } from '../profile/use-profile.ts';
import { canvasOf } from './store.ts';

/** Repaints at most once a frame, when the document, its analysis, its measured times, its gradients, a preview, the selection, the viewport or the theme changes. */
export function usePainted(element: RefObject<HTMLElement | null>, paint: () => void): void {
  const app = useApp();
  useEffect(() => {
    let frame = 0;
    const request = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        paint();
      });
    };
    const theme = new MutationObserver(request);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const stops = [
      app.documents.subscribe(request),
      app.analyses.subscribe(request),
      app.previews.subscribe(request),
      app.ui.subscribe(request),
      app.session.subscribe((state, before) => {
        if (state.figures !== before.figures) request();
      }),
      canvasOf(app).store.subscribe(request),
      profilerOf(app).subscribe(request),
    ];
    const size = new ResizeObserver(request);
    if (element.current) size.observe(element.current);
    paint();
    return () => {
      cancelAnimationFrame(frame);
      theme.disconnect();
      size.disconnect();
      for (const stop of stops) stop();
    };
  }, [app, element, paint]);
}
