import { useEffect, useRef } from 'react';
import type { MaskExample } from '../../src/engine/inspect/evaluation.ts';
import styles from './evaluate.module.css';

export const maskViews = ['predicted', 'wanted', 'difference'] as const;
export type MaskView = (typeof maskViews)[number];

/** Colours of classes that stay apart for most eyes: Okabe and Ito 2008; the first class is most often the background. */
const tones: readonly (readonly [number, number, number])[] = [
  [120, 120, 120],
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];

const channelsOf = (label: number) => tones[label === 0 ? 0 : 1 + ((label - 1) % (tones.length - 1))] ?? [0, 0, 0];

export const toneOf = (label: number): string => `rgb(${channelsOf(label).join(' ')})`;

interface Props {
  readonly example: Pick<MaskExample, 'wanted' | 'predicted'>;
  /** Height and width. */
  readonly size: readonly [number, number];
  readonly view: MaskView;
  readonly opacity: number;
}

/** A mask in its classes' colours, or where it is missed: there, the right class. The first class is clear. */
export function MaskPicture({ example: { wanted, predicted }, size: [height, width], view, opacity }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    const shown = view === 'predicted' ? predicted : wanted;
    for (let i = 0; i < width * height; i++) {
      const label = shown[i] ?? 0;
      const missed = wanted[i] !== predicted[i];
      const visible = view === 'difference' ? missed : label !== 0;
      const [red, green, blue] = view === 'difference' ? [220, 38, 38] : channelsOf(label);
      image.data.set([red, green, blue, visible ? 255 : 0], i * 4);
    }
    context.putImageData(image, 0, 0);
  }, [wanted, predicted, width, height, view]);
  return <canvas ref={canvas} className={styles.mask} width={width} height={height} style={{ opacity }} aria-hidden />;
}
