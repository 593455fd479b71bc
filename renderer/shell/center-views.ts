import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Step, ViewName } from '../store/ui.ts';
import { parts } from './parts.ts';

type Part = LazyExoticComponent<ComponentType>;

/** Something that the middle of a step shows instead of its own, with panels beside it where it brings some. */
export interface CenterView {
  readonly id: ViewName;
  readonly main: Part;
  readonly left?: Part;
  readonly right?: Part;
}

const DataPage = lazy(async () => ({ default: (await parts.data()).DataPage }));
const ChartsView = lazy(async () => ({ default: (await parts.charts()).ChartsView }));
const InspectView = lazy(async () => ({ default: (await parts.inspect()).InspectView }));
const InspectLeft = lazy(async () => ({ default: (await parts.inspectLeft()).InspectLeft }));
const InspectRight = lazy(async () => ({ default: (await parts.inspectRight()).InspectRight }));
const RunsView = lazy(async () => ({ default: (await parts.runs()).RunsView }));
const RunsLeft = lazy(async () => ({ default: (await parts.runsLeft()).RunsLeft }));
const RunsRight = lazy(async () => ({ default: (await parts.runsRight()).RunsRight }));

/** In the order of the bar, after the step's own view. */
export const centerViews: Readonly<Partial<Record<Step, readonly CenterView[]>>> = {
  compile: [{ id: 'data', main: DataPage }],
  train: [
    { id: 'charts', main: ChartsView },
    { id: 'inspect', main: InspectView, left: InspectLeft, right: InspectRight },
  ],
  evaluate: [{ id: 'runs', main: RunsView, left: RunsLeft, right: RunsRight }],
};

/** The one that a step shows now; `null`: its own. */
export const shownView = (step: Step, views: Readonly<Partial<Record<Step, ViewName>>>): CenterView | null =>
  centerViews[step]?.find(({ id }) => id === views[step]) ?? null;
