import { useEffect, useRef } from 'react';
import { useThemeKey } from '../training/chart/use-theme-key.ts';
import grids from './grids.module.css';

interface SignedGridProps {
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  /** Absolute value that is painted in the full colour. */
  readonly extent: number;
  /** Accessible name; without it the picture is decoration beside a text that says the same. */
  readonly label?: string;
}

/** A small table of signed values in the diverging colours, one pixel a value, scaled by CSS. */
export function SignedGrid({ values, rows, columns, extent, label }: SignedGridProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeKey();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current) return;
    const style = getComputedStyle(canvas.current);
    const [ground, negative, positive] = ['--bg-node', '--div-neg', '--div-pos'].map((name) =>
      style.getPropertyValue(name),
    );
    context.globalAlpha = 1;
    context.fillStyle = ground ?? '';
    context.fillRect(0, 0, columns, rows);
    for (let i = 0; i < rows * columns; i++) {
      const value = values[i] ?? 0;
      context.fillStyle = (value < 0 ? negative : positive) ?? '';
      context.globalAlpha = extent > 0 ? Math.min(1, Math.abs(value) / extent) : 0;
      context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
  }, [values, rows, columns, extent, theme]);
  const size = { width: columns, height: rows };
  return label ? (
    <canvas ref={canvas} {...size} className={grids.signed} role="img" aria-label={label} />
  ) : (
    <canvas ref={canvas} {...size} className={grids.signed} />
  );
}
