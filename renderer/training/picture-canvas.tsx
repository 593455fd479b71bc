import { useEffect, useRef } from 'react';
import type { Picture } from './pixels.ts';
import styles from './training.module.css';

interface PictureCanvasProps {
  readonly picture: Picture | null;
  /** Accessible name; without it the picture is decoration beside a text that says the same. */
  readonly label?: string;
  readonly className?: string | undefined;
}

/** A small picture with its pixels kept square, scaled by CSS. */
export function PictureCanvas({ picture, label, className }: PictureCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !picture) return;
    context.putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
  }, [picture]);
  const names = [styles.picture, className].filter(Boolean).join(' ');
  const size = { width: picture?.width ?? 1, height: picture?.height ?? 1 };
  return label ? (
    <canvas ref={canvas} {...size} className={names} role="img" aria-label={label} />
  ) : (
    <canvas ref={canvas} {...size} className={names} />
  );
}
