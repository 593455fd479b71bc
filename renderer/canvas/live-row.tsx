import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LayerMaps } from '../../src/engine/protocol.ts';
import styles from './node.module.css';
import { paintViridis } from './viridis.ts';

const rowWidth = 135;
const tile = 30;
const gap = 4;

interface LiveRowProps {
  readonly maps: LayerMaps;
  readonly title: string;
  readonly shape: string;
}

/** Feature maps of the probe image in place of the figures: images for images, bars for vectors. */
export function LiveRow({ maps, title, shape }: LiveRowProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { t } = useTranslation('define');
  useEffect(() => {
    if (canvas.current) draw(canvas.current, maps);
  }, [maps]);
  return (
    <>
      <b>{title}</b>
      <span className={styles.spec} data-live>
        {shape}
      </span>
      <canvas
        ref={canvas}
        className={styles.live}
        width={rowWidth * 2}
        height={tile * 2}
        role="img"
        aria-label={t('canvas.maps', { shape })}
      />
    </>
  );
}

function draw(canvas: HTMLCanvasElement, maps: LayerMaps): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(2, 0, 0, 2, 0, 0);
  context.clearRect(0, 0, rowWidth, tile);
  if (maps.height === 1) drawBars(context, canvas, maps);
  else drawImages(context, maps);
}

function drawImages(context: CanvasRenderingContext2D, maps: LayerMaps): void {
  context.imageSmoothingEnabled = false;
  maps.maps.slice(0, 4).forEach((values, i) => {
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

function drawBars(context: CanvasRenderingContext2D, canvas: HTMLCanvasElement, maps: LayerMaps): void {
  const [values] = maps.maps;
  if (!values || values.length === 0) return;
  const style = getComputedStyle(canvas);
  context.fillStyle = style.getPropertyValue('--bg-inset');
  context.beginPath();
  context.roundRect(0, 0, rowWidth, tile, 3);
  context.fill();
  context.fillStyle = style.getPropertyValue('--s-train');
  const step = (rowWidth - 8) / values.length;
  values.forEach((value, i) => {
    const height = Math.max(1, (value / 255) * (tile - 6));
    context.fillRect(4 + i * step, tile - 3 - height, Math.max(1, Math.min(step - 1, 10)), height);
  });
}
