import { createStore } from 'zustand/vanilla';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { type SilhouetteBlock, silhouette } from '../../src/core/analysis/silhouette.ts';
import type { Totals } from '../../src/core/analysis/types.ts';
import type { Template } from '../../templates/template.ts';

export interface TemplateFigures {
  readonly totals: Totals;
  readonly blocks: readonly SilhouetteBlock[];
}

export type GalleryState = Readonly<Record<string, TemplateFigures>>;

/** Builds and analyses a template: milliseconds, but not milliseconds that the first paint can wait for. */
export function figuresOf(template: Template): TemplateFigures {
  const document = template.build();
  const analysis = analyze(document.graph);
  return { totals: analysis.totals, blocks: silhouette(document, analysis) };
}

type Later = (work: () => void) => void;
const whenIdle: Later = (work) => requestIdleCallback(work, { timeout: 500 });

/** Figures of the gallery by template id, one template per idle moment from `start` on. */
export function createGalleryFigures(templates: readonly Template[], later: Later = whenIdle) {
  const store = createStore<GalleryState>(() => ({}));
  let started = false;
  const next = (index: number) => {
    const template = templates[index];
    if (!template) return;
    store.setState({ [template.id]: figuresOf(template) });
    later(() => next(index + 1));
  };
  return {
    ...store,
    start: () => {
      if (started) return;
      started = true;
      later(() => next(0));
    },
  };
}

export type GalleryFigures = ReturnType<typeof createGalleryFigures>;
