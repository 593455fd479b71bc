import { Eraser, PenTool, Trash2 } from 'lucide-react';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PixelImage } from '../../src/engine/data/images.ts';
import { throttleLatest } from '../training/throttle.ts';
import { IconButton } from '../ui/button.tsx';
import styles from './predict.module.css';

interface DrawPadProps {
  /** At most 8 times a second while the pointer draws, and once after it; `null` for an empty pad. */
  readonly onDrawing: (drawing: PixelImage | null) => void;
}

/** Pixels of the drawing; the strokes are as thick as those of the digits that networks are trained on. */
const size = 280;
const penWidth = 20;
const eraserWidth = 40;
const between = 125;

type Tool = 'pen' | 'eraser';

/** White ink on black. The pointer draws; the tools stand beside. */
export function DrawPad({ onDrawing }: DrawPadProps) {
  const { t } = useTranslation('evaluate');
  const canvas = useRef<HTMLCanvasElement>(null);
  const report = useRef(onDrawing);
  report.current = onDrawing;
  const [tool, setTool] = useState<Tool>('pen');
  const last = useRef<{ x: number; y: number } | null>(null);
  const send = useMemo(() => throttleLatest<void>(between, () => report.current(readDrawing(canvas.current))), []);
  useEffect(() => {
    clear(canvas.current);
    return () => send.cancel();
  }, [send]);

  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!last.current) return;
    const context = event.currentTarget.getContext('2d');
    if (!context) return;
    const moves = event.nativeEvent.getCoalescedEvents();
    for (const move of moves.length > 0 ? moves : [event.nativeEvent]) {
      const point = at(event.currentTarget, move);
      stroke(context, last.current, point, tool);
      last.current = point;
    }
    send();
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = at(event.currentTarget, event.nativeEvent);
    draw(event);
  };
  const end = () => {
    last.current = null;
  };
  const erase = () => {
    clear(canvas.current);
    send.cancel();
    onDrawing(null);
  };
  return (
    <>
      <canvas
        ref={canvas}
        width={size}
        height={size}
        className={styles.pad}
        data-tool={tool}
        role="img"
        aria-label={t('predict.pad')}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <span className={styles.tools}>
        <IconButton label={t('predict.pen')} pressed={tool === 'pen'} onClick={() => setTool('pen')}>
          <PenTool size={15} />
        </IconButton>
        <IconButton label={t('predict.eraser')} pressed={tool === 'eraser'} onClick={() => setTool('eraser')}>
          <Eraser size={15} />
        </IconButton>
        <IconButton label={t('predict.clear')} onClick={erase}>
          <Trash2 size={15} />
        </IconButton>
      </span>
    </>
  );
}

function at(canvas: HTMLCanvasElement, { clientX, clientY }: { clientX: number; clientY: number }) {
  const box = canvas.getBoundingClientRect();
  return { x: ((clientX - box.left) / box.width) * size, y: ((clientY - box.top) / box.height) * size };
}

function stroke(context: CanvasRenderingContext2D, from: { x: number; y: number }, to: typeof from, tool: Tool): void {
  context.strokeStyle = tool === 'pen' ? '#fff' : '#000';
  context.lineWidth = tool === 'pen' ? penWidth : eraserWidth;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(from.x, from.y);
  // A press without a move is a dot.
  context.lineTo(to.x + (from.x === to.x && from.y === to.y ? 0.01 : 0), to.y);
  context.stroke();
}

function clear(canvas: HTMLCanvasElement | null): void {
  const context = canvas?.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  context.fillStyle = '#000';
  context.fillRect(0, 0, size, size);
}

function readDrawing(canvas: HTMLCanvasElement | null): PixelImage | null {
  const context = canvas?.getContext('2d');
  if (!context) return null;
  const { data } = context.getImageData(0, 0, size, size);
  const grey = new Uint8Array(size * size);
  for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = data[pixel * 4] ?? 0;
  return grey.some((value) => value > 0) ? { width: size, height: size, channels: 1, data: grey } : null;
}
