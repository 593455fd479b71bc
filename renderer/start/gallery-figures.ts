import { createStore } from 'zustand/vanilla';
import type { Template } from '../../templates/template.ts';
import { type FigureComputer, figuresInWorker } from './compute-figures.ts';
import type { TemplateFigures } from './template-figures.ts';

export type GalleryState = Readonly<Record<string, TemplateFigures>>;

/**
 * Figures of the gallery by template id, one template after the other from `start` on: those on the screen first, the rest
 * in their own order. A template that cannot be built goes without.
 */
export function createGalleryFigures(templates: readonly Template[], computer: () => FigureComputer = figuresInWorker) {
  const store = createStore<GalleryState>(() => ({}));
  const pending = new Map(templates.map((template) => [template.id, template]));
  const wanted = new Set<string>();
  let started = false;
  const take = (): Template | undefined => {
    const [first] = wanted;
    const template = (first === undefined ? undefined : pending.get(first)) ?? pending.values().next().value;
    if (template) {
      pending.delete(template.id);
      wanted.delete(template.id);
    }
    return template;
  };
  const run = async () => {
    const { compute, end } = computer();
    for (let template = take(); template; template = take()) {
      const { id } = template;
      await compute(template).then(
        (figures) => store.setState({ [id]: figures }),
        (error) => console.error(`Figures of the template ${id}:`, error),
      );
    }
    end();
  };
  return {
    ...store,
    start: () => {
      if (started) return;
      started = true;
      void run();
    },
    /** A card that has come into view, or left it. */
    want: (id: string, visible: boolean) => {
      if (!visible) wanted.delete(id);
      else if (pending.has(id)) wanted.add(id);
    },
  };
}

export type GalleryFigures = ReturnType<typeof createGalleryFigures>;
