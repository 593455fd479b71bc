import { type PointerEvent, useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import styles from './floats.module.css';
import { boundsOf, grow, type Rect } from './geometry.ts';
import { createHeatReader, type HeatOf } from './heat.ts';
import { contentAlpha } from './overview-modes.ts';
import { createPaletteReader, type Palette, prepare, type Scene } from './paint.ts';
import { sceneReaderOf } from './scene.ts';
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
  const readScene = sceneReaderOf(app);
  const readPalette = useMemo(createPaletteReader, []);
  const picture = useMemo(createPicture, []);
  const readHeat = useMemo(() => createHeatReader(app), [app]);
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
    const palette = readPalette(element.current);
    const heatOf = readHeat();
    const drawn = picture(scene, palette, heatOf);
    area.current = drawn?.area ?? null;
    if (!drawn) return;
    context.drawImage(drawn.image, 0, 0, width, height);
    frameView(context, drawn.area, view, palette);
  }, [app, readScene, readPalette, readHeat, picture]);
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

/** The network drawn once for as long as it stays the same: a pan then costs one image, however large it is. */
function createPicture() {
  let last: { readonly scene: Scene; readonly palette: Palette; readonly heatOf: HeatOf } | null = null;
  let drawn: { readonly image: OffscreenCanvas; readonly area: Rect } | null = null;
  return (scene: Scene, palette: Palette, heatOf: HeatOf) => {
    const same = last?.scene === scene && last.palette === palette && last.heatOf === heatOf;
    if (!same) drawn = drawNetwork(scene, palette, heatOf);
    last = { scene, palette, heatOf };
    return drawn;
  };
}

function drawNetwork(scene: Scene, palette: Palette, heatOf: HeatOf): { image: OffscreenCanvas; area: Rect } | null {
  const all = boundsOf([
    ...scene.blocks.map((block) => block.rect),
    ...[...scene.groups, ...scene.notes].map(({ rect }) => rect),
  ]);
  if (!all) return null;
  const area = grow(all, 40);
  const image = new OffscreenCanvas(width * 2, height * 2);
  const context = image.getContext('2d');
  if (!context) return null;
  context.scale(2, 2);
  const place = placed(area);
  context.fillStyle = palette.inset;
  for (const group of scene.groups) context.fillRect(...place(group.rect));
  for (const note of scene.notes) {
    context.fillStyle = palette.note[note.tone];
    context.fillRect(...place(note.rect));
    context.strokeStyle = palette.line;
    context.lineWidth = 0.5;
    context.strokeRect(...place(note.rect));
  }
  const heated = scene.blocks.some(({ id }) => heatOf(id) > 0);
  for (const block of scene.blocks) {
    const [x, y, w, h] = place(block.rect);
    context.fillStyle = heated ? (palette.heat[heatOf(block.id) - 1] ?? palette.line) : palette.family[block.family];
    context.globalAlpha = block.mode ? contentAlpha[block.mode] : 1;
    context.fillRect(x, y, Math.max(1, w), Math.max(1, h));
    context.globalAlpha = 1;
  }
  return { image, area };
}

function placed(area: Rect): (rect: Rect) => readonly [number, number, number, number] {
  const { scale, left, top } = placement(area);
  return (rect) => [rect.x * scale + left, rect.y * scale + top, rect.width * scale, rect.height * scale];
}

function frameView(context: CanvasRenderingContext2D, area: Rect, view: Rect, palette: Palette): void {
  const [x, y, w, h] = placed(area)(view);
  const left = Math.max(1, x);
  const top = Math.max(1, y);
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  const right = Math.min(width - 1, x + w);
  const bottom = Math.min(height - 1, y + h);
  context.roundRect(left, top, Math.max(4, right - left), Math.max(4, bottom - top), 3);
  context.stroke();
}
