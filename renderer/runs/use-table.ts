import { useMemo } from 'react';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { useRuns } from '../app.ts';
import { useRunName } from '../training/use-runs.ts';
import { type Column, sortedBy, useColumns, useShownColumns } from './columns.ts';
import { useRunsView } from './view-state.ts';

export interface RunsTable {
  /** All runs of the project, oldest first. */
  readonly records: readonly RunRecord[];
  /** Those that the filter lets through, in the table's order. */
  readonly rows: readonly RunRecord[];
  readonly columns: readonly Column[];
  readonly shown: readonly Column[];
}

/** The table as it stands: what the filter lets through, sorted; newest first until a column is chosen. */
export function useRunsTable(): RunsTable {
  const records = useRuns((state) => state.records);
  const nameOf = useRunName();
  const text = useRunsView((state) => state.text)
    .trim()
    .toLowerCase();
  const starredOnly = useRunsView((state) => state.starredOnly);
  const search = useRunsView((state) => state.search);
  const sort = useRunsView((state) => state.sort);
  const within = useMemo(
    () =>
      records.filter(
        ({ starred, trial }) => (!starredOnly || starred) && (search === null || trial?.search === search),
      ),
    [records, starredOnly, search],
  );
  const columns = useColumns(within);
  const shown = useShownColumns(columns);
  const found = within.filter(
    (run) =>
      text === '' ||
      [nameOf(run), run.notes ?? '', ...shown.map((column) => column.text(run))].some((cell) =>
        cell.toLowerCase().includes(text),
      ),
  );
  const byName = sort?.column === 'name';
  const column = columns.find(({ id }) => id === sort?.column);
  const rows = byName
    ? [...found].sort((a, b) => (sort.down ? -1 : 1) * nameOf(a).localeCompare(nameOf(b), undefined, { numeric: true }))
    : column && sort
      ? sortedBy(found, column, sort.down)
      : [...found].reverse();
  return { records, rows, columns, shown };
}

/** What is compared: the runs chosen in the table, in that order; without a choice all that it shows. */
export function useSubjects({ records, rows }: Pick<RunsTable, 'records' | 'rows'>): readonly RunRecord[] {
  const chosen = useRunsView((state) => state.chosen);
  return useMemo(() => {
    const found = chosen.flatMap((id) => records.find((run) => run.id === id) ?? []);
    return found.length > 0 ? found : [...rows].sort((a, b) => a.number - b.number);
  }, [chosen, records, rows]);
}
