import { withTexts } from '../i18n/i18n.ts';

/*
 * Each part loads with the step that needs it, or in an idle moment before: the start screen waits for none of them. What
 * saves work comes first: it must be here when the local server is gone.
 */
export const parts = {
  questions: () => import('./questions.tsx'),
  canvas: withTexts(() => import('../canvas/canvas-view.tsx')),
  problems: withTexts(() => import('../canvas/problems-panel.tsx')),
  palette: withTexts(() => import('../palette/palette.tsx')),
  inspector: withTexts(() => import('../inspector/inspector.tsx')),
  compile: withTexts(() => import('../training/compile-panel.tsx')),
  trainLeft: withTexts(() => import('../training/train-left.tsx')),
  train: withTexts(() => import('../training/train-panel.tsx')),
  reopened: withTexts(() => import('../training/queue/reopened-notice.tsx')),
  probes: withTexts(() => import('../training/probe-strip.tsx')),
  evaluateLeft: withTexts(() => import('../evaluate/evaluate-left.tsx')),
  evaluate: withTexts(() => import('../evaluate/evaluate-view.tsx')),
  data: withTexts(() => import('../data/data-page.tsx')),
  charts: withTexts(() => import('../runs/charts-view.tsx')),
  runs: withTexts(() => import('../runs/runs-view.tsx')),
  runsLeft: withTexts(() => import('../runs/runs-left.tsx')),
  runsRight: withTexts(() => import('../runs/runs-right.tsx')),
  inspect: withTexts(() => import('../inspect/inspect-view.tsx')),
  inspectLeft: withTexts(() => import('../inspect/inspect-left.tsx')),
  inspectRight: withTexts(() => import('../inspect/inspect-right.tsx')),
  predict: withTexts(() => import('../evaluate/predict-panel.tsx')),
  commands: withTexts(() => import('./command-palette.tsx')),
  shortcuts: withTexts(() => import('../keys/sheet/sheet.tsx')),
  history: withTexts(() => import('./history/history-list.tsx')),
  export: withTexts(() => import('../export/export-dialog.tsx')),
  compareWith: withTexts(() => import('./compare/compare-with.tsx')),
  compare: withTexts(() => import('./compare/compare-view.tsx')),
  generate: withTexts(() => import('../start/pattern-dialog.tsx')),
  transfer: withTexts(() => import('../training/transfer/transfer-dialog.tsx')),
  insertNetwork: withTexts(() => import('../canvas/insert-network-dialog.tsx')),
  cost: withTexts(() => import('../analysis/cost-calculator.tsx')),
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
