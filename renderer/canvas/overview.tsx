import { useCallback, useMemo, useRef } from 'react';
import { useApp } from '../app.ts';
import styles from './canvas.module.css';
import { createCutter } from './cut-text.ts';
import { createMeasure } from './fit.ts';
import { paintGhosts } from './ghost-paint.ts';
import { selectedGroup } from './group-actions.ts';
import { groupShape } from './group-figures.ts';
import { createHeatReader } from './heat.ts';
import { createFlowReader } from './live/flow.ts';
import { titleOf } from './node-facts.ts';
import { paintOverview } from './overview-paint.ts';
import { createPaletteReader, prepare } from './paint.ts';
import { createGhostReader } from './read-ghosts.ts';
import { sceneReaderOf } from './scene.ts';
import { canvasOf } from './store.ts';
import { usePainted } from './use-painted.ts';

/** The network drawn on one canvas: 300 nodes cost what one does. */
export function Overview() {
  const app = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const readScene = sceneReaderOf(app);
  const readPalette = useMemo(createPaletteReader, []);
  const texts = useMemo(() => createCutter(createMeasure()), []);
  const readGhosts = useMemo(() => createGhostReader(app), [app]);
  const readHeat = useMemo(() => createHeatReader(app), [app]);
  const readFlow = useMemo(() => createFlowReader(app), [app]);
  const paint = useCallback(() => {
    const element = canvas.current;
    if (!element) return;
    const { viewport, size } = canvasOf(app).store.getState();
    const context = prepare(element, size.width, size.height);
    if (!context) return;
    const ui = app.ui.getState();
    const flow = readFlow();
    const { analysis } = app.analyses.getState();
    const palette = readPalette(element);
    const { nodes: changed } = app.previews.getState();
    paintOverview(context, {
      ...size,
      viewport,
      scene: readScene(),
      analysis,
      selection: ui.selection,
      selectedNotes: ui.selectedNotes,
      selectedGroup: selectedGroup(app)?.id ?? null,
      changed,
      heatOf: flow?.heatOf ?? readHeat(),
      ...(flow ? { flow: flow.wires } : {}),
      palette,
      texts,
      shapeOf: ({ group }) => groupShape(app.documents.getState().document.groups, analysis, group),
    });
    paintGhosts(context, {
      ghosts: readGhosts(),
      titleOf: (id) => {
        const node = changed.get(id)?.node;
        return node ? titleOf(node, ui.locale) : '';
      },
      viewport,
      palette,
    });
  }, [app, readScene, readPalette, readGhosts, readHeat, readFlow, texts]);
  usePainted(canvas, paint);
  return <canvas ref={canvas} className={styles.overview} />;
}
