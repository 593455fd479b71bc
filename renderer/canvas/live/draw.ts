import type { Histogram } from '../../../src/core/diagnosis/figures.ts';
import type { LayerMaps } from '../../../src/engine/protocol.ts';
import { paintViridis } from '../viridis.ts';
import { gradientDecades, shareOfDecades } from './levels.ts';

export const tile = 30;
const gap = 3;

/** Three tiles; the gauge stands beside them. */
export const rowWidth = 3 * tile + 2 * gap;
/** Where there is nothing to gauge. */
export const wholeWidth = 4 * tile + 3 * gap;

/** Clears a canvas of twice the size that it is shown at. */
function begin(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const context = canvas.getContext('2d');
  context?.setTransform(2, 0, 0, 2, 0, 0);
  context?.clearRect(0, 0, canvas.width / 2, tile);
  return context;
}

export function drawMaps(canvas: HTMLCanvasElement, maps: LayerMaps): void {
  const context = begin(canvas);
  if (!context) return;
  if (maps.height === 1)
    drawBars(
      context,
      canvas,
      [...(maps.maps[0] ?? [])].map((value) => value / 255),
    );
  else drawImages(context, maps, canvas.width / 2);
}

function drawImages(context: CanvasRenderingContext2D, maps: LayerMaps, width: number): void {
  const room = Math.floor((width + gap) / (tile + gap));
  context.imageSmoothingEnabled = false;
  maps.maps.slice(0, room).forEach((values, i) => {
    const image = new ImageData(maps.width, maps.height);
    paintViridis(values, image.data);
    const small = new OffscreenCanvas(maps.width, maps.height);
    small.getContext('2d')?.putImageData(image, 0, 0);
    const x = i * (tile + gap);
    context.save();
    context.beginPath();
    context.roundRect(x, 0, tile, tile, 3);
    context.clip();
    context.drawImage(small, x, 0, tile, tile);
    context.restore();
  });
}

/** Heights from 0 to 1, side by side. */
function drawBars(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement, heights: readonly number[]): void {
  const width = canvas.width / 2;
  const colour = inset(context, canvas);
  context.fillStyle = colour('--s-train');
  const step = (width - 8) / Math.max(1, heights.length);
  heights.forEach((height, i) => {
    const size = Math.max(1, height * (tile - 6));
    context.fillRect(4 + i * step, tile - 3 - size, Math.max(1, Math.min(step - 1, 10)), size);
  });
}

/** How weights are spread, with a line at 0. Heights by root: one full bin must not hide all others. */
export function drawHistogram(canvas: HTMLCanvasElement, { min, max, counts }: Histogram): void {
  const context = begin(canvas);
  if (!context) return;
  const width = canvas.width / 2;
  const colour = inset(context, canvas);
  const highest = Math.sqrt(Math.max(1, ...counts));
  const step = (width - 8) / counts.length;
  context.fillStyle = colour('--s-train');
  counts.forEach((count, i) => {
    if (count === 0) return;
    const size = Math.max(1, (Math.sqrt(count) / highest) * (tile - 6));
    context.fillRect(4 + i * step, tile - 3 - size, Math.max(0.75, step - 0.35), size);
  });
  if (min >= 0 || max <= 0) return;
  context.fillStyle = colour('--text-2');
  context.fillRect(4 + ((0 - min) / (max - min)) * (width - 8) - 0.5, 2, 1, tile - 4);
}

/** Lengths of a gradient over time, on the gauge's scale. */
export function drawLine(canvas: HTMLCanvasElement, values: readonly number[]): void {
  const context = begin(canvas);
  if (!context) return;
  const width = canvas.width / 2;
  const colour = inset(context, canvas);
  const step = (width - 8) / Math.max(8, values.length - 1);
  const y = (value: number): number => tile - 4 - shareOfDecades(value, gradientDecades) * (tile - 8);
  context.strokeStyle = colour('--s-train');
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.beginPath();
  values.forEach((value, i) => {
    context.lineTo(4 + i * step, y(value));
  });
  context.stroke();
  const last = values.at(-1);
  if (last === undefined) return;
  context.fillStyle = colour('--s-train');
  context.beginPath();
  context.arc(4 + (values.length - 1) * step, y(last), 2, 0, 2 * Math.PI);
  context.fill();
}

/** A sunken ground for what is no picture; returns the reader of the theme's colours. */
function inset(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement): (name: string) => string {
  const style = getComputedStyle(canvas);
  const colour = (name: string): string => style.getPropertyValue(name);
  context.fillStyle = colour('--bg-inset');
  context.beginPath();
  context.roundRect(0, 0, canvas.width / 2, tile, 3);
  context.fill();
  return colour;
}
