import { type PointerEvent, useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import styles from './canvas.module.css';
import { boundsOf, grow, type Rect } from './geometry.ts';
import { type Palette, prepare, readPalette, type Scene } from './paint.ts';
import { createSceneReader } from './scene.ts';
import { canvasOf, useCanvas } from './store.ts';
import { usePainted } from './use-painted.ts';

const width = 116;
const height = 96;
const margin = 6;

/** The whole network in the corner, with a frame around what is in view; pressing or dragging moves the view. */
export function Minimap() {
  const app = useApp();
  const { t } = useTranslation('define');
  const element = useRef<HTMLCanvasElement>(null);
  const area = useRef<Rect | null>(null);
  const empty = useCanvas((s) => s.nodes.length === 0);
  const readScene = useMemo(() => createSceneReader(app), [app]);
  const paint = useCallback(() => {
    const context = element.current && prepare(element.current, width, height);
    if (!context || !element.current) return;
    const scene = readScene();
    const { viewport, size } = canvasOf(app).store.getState();
    const view = {
      x: -viewport.x / viewport.zoom,
      y: -viewport.y / viewport.zoom,
      width: size.width / viewport.zoom,
      height: size.height / viewport.zoom,
    };
    const all = boundsOf([...scene.blocks.map((block) => block.rect), ...scene.groups.map((group) => group.rect)]);
    area.current = all ? grow(all, 40) : null;
    if (area.current) draw(context, scene, area.current, view, readPalette(element.current));
  }, [app, readScene]);
  usePainted(element, paint);
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.buttons !== 1 || !area.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    const { scale, left, top } = placement(area.current);
    const x = (event.clientX - box.left - left) / scale;
    const y = (event.clientY - box.top - top) / scale;
    const { viewport, size } = canvasOf(app).store.getState();
    const next = { x: size.width / 2 - x * viewport.zoom, y: size.height / 2 - y * viewport.zoom, zoom: viewport.zoom };
    canvasOf(app).flow?.setViewport(next);
  };
  return empty ? null : (
    <canvas
      ref={element}
      className={styles.minimap}
      style={{ width, height }}
      role="img"
      aria-label={t('canvas.minimap')}
      onPointerDown={move}
      onPointerMove={move}
    />
  );
}

function placement(area: Rect) {
  const scale = Math.min((width - 2 * margin) / area.width, (height - 2 * margin) / area.height);
  return {
    scale,
    left: (width - area.width * scale) / 2 - area.x * scale,
    top: (height - area.height * scale) / 2 - area.y * scale,
  };
}

function draw(context: CanvasRenderingContext2D, scene: Scene, area: Rect, view: Rect, palette: Palette): void {
  const { scale, left, top } = placement(area);
  const place = (rect: Rect) =>
    [rect.x * scale + left, rect.y * scale + top, rect.width * scale, rect.height * scale] as const;
  context.fillStyle = palette.inset;
  for (const group of scene.groups) context.fillRect(...place(group.rect));
  for (const block of scene.blocks) {
    const [x, y, w, h] = place(block.rect);
    context.fillStyle = palette.family[block.family];
    context.fillRect(x, y, Math.max(1, w), Math.max(1, h));
  }
  const [x, y, w, h] = place(view);
  const x1 = Math.max(1, x);
  const y1 = Math.max(1, y);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(
    x1,
    y1,
    Math.max(4, Math.min(width - 1, x + w) - x1),
    Math.max(4, Math.min(height - 1, y + h) - y1),
    3,
  );
  context.stroke();
}
