import { createStore } from 'zustand/vanilla';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { type SilhouetteBlock, silhouette } from '../../src/core/analysis/silhouette.ts';
import type { Totals } from '../../src/core/analysis/types.ts';
import type { Template } from '../../templates/template.ts';
import { type NetworkType, networkTypeOf } from './network-type.ts';

export interface TemplateFigures {
  readonly totals: Totals;
  readonly blocks: readonly SilhouetteBlock[];
  readonly network: NetworkType;
}

export type GalleryState = Readonly<Record<string, TemplateFigures>>;

/** Builds and analyses a template: milliseconds, but not milliseconds that the first paint can wait for. */
export function figuresOf(template: Template): TemplateFigures {
  const document = template.build();
  const analysis = analyze(document.graph);
  return { totals: analysis.totals, blocks: silhouette(document, analysis), network: networkTypeOf(document.graph) };
}

type Later = (work: () => void) => void;
const whenIdle: Later = (work) => requestIdleCallback(work, { timeout: 500 });

/**
 * Figures of the gallery by template id, one template per idle moment from `start` on: those on the screen first, the rest
 * in their own order.
 */
export function createGalleryFigures(templates: readonly Template[], later: Later = whenIdle) {
  const store = createStore<GalleryState>(() => ({}));
  const pending = new Map(templates.map((template) => [template.id, template]));
  const wanted = new Set<string>();
  let started = false;
  const next = () => {
    const [first] = wanted;
    const template = (first === undefined ? undefined : pending.get(first)) ?? pending.values().next().value;
    if (!template) return;
    pending.delete(template.id);
    wanted.delete(template.id);
    store.setState({ [template.id]: figuresOf(template) });
    if (pending.size > 0) later(next);
  };
  return {
    ...store,
    start: () => {
      if (started) return;
      started = true;
      later(next);
    },
    /** A card that has come into view, or left it. */
    want: (id: string, visible: boolean) => {
      if (!visible) wanted.delete(id);
      else if (pending.has(id)) wanted.add(id);
    },
  };
}

export type GalleryFigures = ReturnType<typeof createGalleryFigures>;
