import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '../../../src/core/document/schema.ts';
import { createCutter } from '../../canvas/cut-text.ts';
import { createMeasure } from '../../canvas/fit.ts';
import { paintOverview } from '../../canvas/overview-paint.ts';
import { createPaletteReader, prepare, type Scene } from '../../canvas/paint.ts';
import styles from './compare.module.css';
import { listenToDrawing } from './drawing-pointer.ts';
import type { LinkedView } from './linked-view.ts';
import { useOriginText } from './origin-text.ts';
import { createMarkColoursReader, paintMarks } from './paint-marks.ts';
import type { Marks, Network, Side } from './sides.ts';

interface DrawingProps {
  readonly side: Side;
  readonly network: Network;
  readonly scene: Scene;
  readonly marks: Marks;
  readonly view: LinkedView;
  /** Blocks that are looked at. */
  readonly selection: ReadonlySet<string>;
  readonly onClick: (side: Side, at: Position) => void;
}

const noChanges: ReadonlyMap<string, unknown> = new Map();
const nothing: ReadonlySet<string> = new Set();

/** One network, drawn as the overview draws it, with its differences marked: one canvas, however many layers. */
export function Drawing({ side, network, scene, marks, view, selection, onClick }: DrawingProps) {
  const { t } = useTranslation('compare');
  const canvas = useRef<HTMLCanvasElement>(null);
  const originText = useOriginText();
  const readPalette = useMemo(createPaletteReader, []);
  const texts = useMemo(() => createCutter(createMeasure()), []);
  const readColours = useMemo(createMarkColoursReader, []);
  const { analysis, document: drawn } = network;
  const paint = useCallback(() => {
    const element = canvas.current;
    if (!element) return;
    const { looks, sizes } = view.getState();
    const { at, zoom } = looks[side];
    const { width, height } = sizes[side];
    const context = prepare(element, width, height);
    if (!context || width === 0) return;
    const viewport = { x: width / 2 - at.x * zoom, y: height / 2 - at.y * zoom, zoom };
    const palette = readPalette(element);
    const look = { scene, viewport, width, height };
    paintOverview(context, {
      ...look,
      analysis,
      selection: nothing,
      palette,
      texts,
      selectedGroup: null,
      changed: noChanges,
      heatOf: () => 0,
    });
    paintMarks(context, {
      ...look,
      marks,
      selection,
      ink: palette.ink,
      colours: readColours(element),
      words: {
        added: t('one.added'),
        removed: t('one.removed'),
        changed: t('one.changed'),
        renamed: t('one.renamed'),
        affected: t('one.affected'),
      },
    });
  }, [side, view, scene, marks, analysis, selection, readPalette, readColours, texts, t]);
  usePainted(view, paint);
  useEffect(() => {
    const element = canvas.current?.parentElement;
    if (!element) return;
    const size = new ResizeObserver(() =>
      view.resize(side, { width: element.clientWidth, height: element.clientHeight }),
    );
    size.observe(element);
    return () => size.disconnect();
  }, [side, view]);
  useEffect(() => {
    if (!canvas.current) return;
    return listenToDrawing(canvas.current, view, side, (at) => onClick(side, at)).destroy;
  }, [side, view, onClick]);
  return (
    <figure className={styles.drawing} data-side={side}>
      <figcaption>
        <b>{drawn.name}</b>
        <span>{originText(network.origin)}</span>
      </figcaption>
      <div className={styles.paper}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={t('drawing', { name: drawn.name, origin: originText(network.origin) })}
        />
      </div>
    </figure>
  );
}

/** Paints now, and again at most once a frame when the view or the theme changes. */
function usePainted(view: LinkedView, paint: () => void): void {
  useEffect(() => {
    let frame = 0;
    const request = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        paint();
      });
    };
    request();
    const stop = view.subscribe(request);
    const theme = new MutationObserver(request);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      cancelAnimationFrame(frame);
      theme.disconnect();
      stop();
    };
  }, [view, paint]);
}
