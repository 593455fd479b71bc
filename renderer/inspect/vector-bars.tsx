import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapsAnswer } from '../../src/engine/look/protocol.ts';
import { useThemeKey } from '../training/chart/use-theme-key.ts';
import styles from './inspect.module.css';
import { useInspect, useInspecting } from './use-inspect.ts';

const width = 1200;
const height = 220;

/** The values of a vector side by side, up from 0 or down; the chosen unit in full colour. */
export function VectorBars({ maps }: { readonly maps: MapsAnswer }) {
  const { t } = useTranslation('inspect');
  const inspecting = useInspecting();
  const channel = useInspect((state) => state.channel);
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeKey();
  const { values } = maps;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !canvas.current || !values) return;
    const style = getComputedStyle(canvas.current);
    const colour = (name: string): string => style.getPropertyValue(name);
    const [low, high] = [Math.min(0, maps.min), Math.max(0, maps.max)];
    const y = (value: number): number => (high > low ? ((high - value) / (high - low)) * (height - 8) + 4 : height / 2);
    const step = width / values.length;
    context.clearRect(0, 0, width, height);
    values.forEach((value, i) => {
      context.fillStyle = colour(i === channel ? '--ink' : '--s-train');
      const top = Math.min(y(value), y(0));
      context.fillRect(i * step, top, Math.max(1, step * 0.8), Math.max(1, Math.abs(y(value) - y(0))));
    });
    context.fillStyle = colour('--line-3');
    context.fillRect(0, y(0), width, 1);
  }, [values, maps.min, maps.max, channel, theme]);
  if (!values) return null;
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={styles.vector}
      role="img"
      aria-label={t('maps.vector', { count: values.length, unit: channel + 1 })}
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const unit = Math.floor(((event.clientX - box.left) / box.width) * values.length);
        inspecting.selectChannel(Math.min(values.length - 1, Math.max(0, unit)));
      }}
    />
  );
}
