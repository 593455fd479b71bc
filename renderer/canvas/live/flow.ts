import type { Figures } from '../../../src/core/diagnosis/figures.ts';
import { collapseOf } from '../../../src/core/document/collapse.ts';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import { type App, useApp, useSession, useUi } from '../../app.ts';
import { arrivals, groupOfCard } from '../geometry.ts';
import type { HeatOf } from '../heat.ts';
import { figuresOfGroup, flowOf, gradientOf, levelOf } from './levels.ts';

/** Width of a wire in Gradients, px at 100 %. */
export const flowWidth = (level: number): number => 0.25 + level * 0.95;

/** Level of the gradient that flows back through a wire; 0 where it is not shown or not known. */
export function useFlowLevel(target: string, place: number, count: number): number {
  const { documents } = useApp();
  const shown = useUi((s) => s.step === 'train' && s.paint === 'gradients');
  return useSession((s) => {
    if (!shown || !s.figures[target]) return 0;
    // Behind a card wires arrive side by side with those of other layers.
    const own = arrivals(documents.getState().document.graph).get(target) ?? count;
    return levelOf(flowOf(s.figures[target], place, own));
  });
}

/** Levels for the overview: of layers and cards, and of wires by their id. */
export interface FlowLevels {
  readonly heatOf: HeatOf;
  readonly wires: ReadonlyMap<string, number>;
}

/** What the overview shows in Gradients, the same object for as long as it stays; `null` in any other case. */
export function createFlowReader(app: App): () => FlowLevels | null {
  let last: { readonly figures: Figures; readonly document: StrideDocument } | null = null;
  let levels: FlowLevels | null = null;
  return () => {
    const { step, paint } = app.ui.getState();
    const { figures } = app.session.getState();
    const { document } = app.documents.getState();
    if (step !== 'train' || paint !== 'gradients' || Object.keys(figures).length === 0) return null;
    if (levels && last?.figures === figures && last.document === document) return levels;
    last = { figures, document };
    levels = levelsOf(figures, document);
    return levels;
  };
}

function levelsOf(figures: Figures, { graph, groups }: StrideDocument): FlowLevels {
  const counts = arrivals(graph);
  const { layers } = collapseOf(groups);
  const wires = new Map(
    Object.values(graph.edges).map(({ id, target, port }) => {
      const layer = figures[target];
      return [id, levelOf(flowOf(layer, port, counts.get(target) ?? 1))];
    }),
  );
  return {
    wires,
    heatOf: (id) => {
      const group = groupOfCard(id);
      const inside = group === null || graph.nodes[id] ? undefined : layers.get(group);
      return levelOf(inside ? figuresOfGroup(figures, inside).gradient : gradientOf(figures[id]));
    },
  };
}
