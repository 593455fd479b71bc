import i18next from 'i18next';
import type { App } from '../app.ts';

/** How long runs that were deleted can be put back, in milliseconds. */
const offered = 10_000;

/** Deletes runs; for a while the notice that says so puts them back, weights included. */
export function removeRuns(app: Pick<App, 'runs'>, ids: readonly string[]): void {
  const putBack = app.runs.takeOut(ids);
  void import('sonner').then(({ toast }) =>
    toast(i18next.t('runs:removed', { count: ids.length }), {
      duration: offered,
      action: { label: i18next.t('runs:putBack'), onClick: putBack },
    }),
  );
}
