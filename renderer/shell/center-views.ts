import type { ComponentType, LazyExoticComponent } from 'react';
import type { Step, ViewName } from '../store/ui.ts';

type Part = LazyExoticComponent<ComponentType>;

/** Something that the middle of a step shows instead of its own, with panels beside it where it brings some. */
export interface CenterView {
  readonly id: ViewName;
  readonly main: Part;
  readonly left?: Part;
  readonly right?: Part;
}

/** In the order of the bar, after the step's own view. */
export const centerViews: Readonly<Partial<Record<Step, readonly CenterView[]>>> = {};

/** The one that a step shows now; `null`: its own. */
export const shownView = (step: Step, views: Readonly<Partial<Record<Step, ViewName>>>): CenterView | null =>
  centerViews[step]?.find(({ id }) => id === views[step]) ?? null;
