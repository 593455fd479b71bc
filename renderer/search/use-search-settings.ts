import i18next from 'i18next';
import { type Dimension, defaultSearch, type SearchSettings } from '../../src/core/search/schema.ts';
import { type App, useApp, useDocument } from '../app.ts';

/** Changes what the document's search varies and may spend; typing on is one undo step. */
export function changeSearch({ documents }: Pick<App, 'documents'>, change: Partial<SearchSettings>): void {
  const before = documents.getState().document.search ?? defaultSearch;
  documents.dispatch(i18next.t('runs:search.undo'), { type: 'setSearch', search: { ...before, ...change } });
}

/** Varies something, or no longer. */
export function toggleDimension(app: Pick<App, 'documents'>, dimension: Dimension): void {
  const { dimensions } = app.documents.getState().document.search ?? defaultSearch;
  const others = dimensions.filter(({ id }) => id !== dimension.id);
  changeSearch(app, { dimensions: others.length < dimensions.length ? others : [...dimensions, dimension] });
}

export function useSearchSettings() {
  const app = useApp();
  const settings = useDocument(({ document }) => document.search) ?? defaultSearch;
  return [settings, (change: Partial<SearchSettings>) => changeSearch(app, change)] as const;
}
