/*
 * Each part loads with the step that needs it, or in an idle moment before: the start screen waits for none of them. What
 * saves work comes first: it must be here when the local server is gone.
 */
export const parts = {
  questions: () => import('./questions.tsx'),
  canvas: () => import('../canvas/canvas-view.tsx'),
  problems: () => import('../canvas/problems-panel.tsx'),
  palette: () => import('../palette/palette.tsx'),
  inspector: () => import('../inspector/inspector.tsx'),
  compile: () => import('../training/compile-panel.tsx'),
  trainLeft: () => import('../training/train-left.tsx'),
  train: () => import('../training/train-panel.tsx'),
  probes: () => import('../training/probe-strip.tsx'),
  evaluateLeft: () => import('../evaluate/evaluate-left.tsx'),
  evaluate: () => import('../evaluate/evaluate-view.tsx'),
  predict: () => import('../evaluate/predict-panel.tsx'),
  commands: () => import('./command-palette.tsx'),
  shortcuts: () => import('../keys/sheet/sheet.tsx'),
  history: () => import('./history/history-list.tsx'),
  export: () => import('../export/export-dialog.tsx'),
  cost: () => import('../analysis/cost-calculator.tsx'),
};

/** Fetches these parts and then every other, one an idle moment. One that does not come now is asked for again when it is needed. */
export function warmParts(...first: readonly (() => Promise<unknown>)[]): void {
  const waiting = [...first, ...Object.values(parts)];
  const next = () => {
    const load = waiting.shift();
    if (load) load().then(() => requestIdleCallback(next), next);
  };
  requestIdleCallback(next);
}
