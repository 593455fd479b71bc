import { useStore } from 'zustand';
import { type App, useApp } from '../app.ts';
import { createSearchController, type SearchController, type SearchState } from './search-controller.ts';

const controllers = new WeakMap<App, SearchController>();

/** The app's search, made when it is first asked for. */
export function searchOf(app: App): SearchController {
  const known = controllers.get(app);
  if (known) return known;
  const made = createSearchController(app);
  controllers.set(app, made);
  return made;
}

export const useSearch = <T>(select: (state: SearchState) => T): T => useStore(searchOf(useApp()), select);
