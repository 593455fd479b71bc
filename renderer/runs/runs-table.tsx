import { ArrowDown, ArrowUp, Eye, EyeOff, Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { largest, smallest } from '../../src/core/math/extremes.ts';
import { useApp, useRuns } from '../app.ts';
import { ownColour } from '../training/run-looks.ts';
import { useRunName, useShownRun } from '../training/use-runs.ts';
import { IconButton } from '../ui/button.tsx';
import type { Column, useColumns } from './columns.ts';
import styles from './runs.module.css';
import type { RunsTable as Table } from './use-table.ts';
import { runsViewOf, useRunsView } from './view-state.ts';

/** All runs that the filter lets through; a click on a header sorts, on a name shows the run beside. */
export function RunsTable({ rows, shown }: Pick<Table, 'rows' | 'shown'>) {
  const { t } = useTranslation('runs');
  const view = runsViewOf(useApp());
  const chosen = useRunsView((state) => state.chosen);
  const all = rows.length > 0 && rows.every(({ id }) => chosen.includes(id));
  const best = bestOf(rows, shown);
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('table')}</caption>
        <thead>
          <tr>
            <Header id="name" name={t('column.run')} numeric={false} first>
              <label className={styles.check}>
                <input
                  type="checkbox"
                  aria-label={t('chooseAll')}
                  checked={all}
                  onChange={() => view.setState({ chosen: all ? [] : rows.map(({ id }) => id) })}
                />
              </label>
            </Header>
            {shown.map((column) => (
              <Header key={column.id} {...column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((run) => (
            <Row key={run.id} run={run} shown={shown} best={best} chosen={chosen.includes(run.id)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeaderProps extends Pick<Column, 'id' | 'name' | 'numeric'> {
  readonly differs?: boolean;
  readonly first?: boolean;
  readonly better?: Column['better'];
  readonly children?: React.ReactNode;
}

function Header({ id, name, numeric, differs, first, better, children }: HeaderProps) {
  const { t } = useTranslation('runs');
  const view = runsViewOf(useApp());
  const sort = useRunsView((state) => state.sort);
  const down = sort?.column === id ? sort.down : null;
  // Best first, then worst first, then as runs came.
  const startsDown = better !== 'less';
  const next =
    down === null ? { column: id, down: startsDown } : down === startsDown ? { column: id, down: !down } : null;
  const Arrow = down ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={first ? styles.first : undefined}
      data-numeric={numeric || undefined}
      data-differs={differs || undefined}
      {...(down === null ? {} : { 'aria-sort': down ? ('descending' as const) : ('ascending' as const) })}
    >
      {children}
      <button type="button" aria-label={t('sortBy', { name })} onClick={() => view.setState({ sort: next })}>
        {name}
        {down === null ? null : <Arrow size={11} />}
      </button>
    </th>
  );
}

interface RowProps {
  readonly run: RunRecord;
  readonly shown: readonly Column[];
  readonly best: ReadonlyMap<string, number>;
  readonly chosen: boolean;
}

function Row({ run, shown, best, chosen }: RowProps) {
  const { t } = useTranslation('runs');
  const app = useApp();
  const name = useRunName()(run);
  const hidden = useRuns((state) => state.hidden.has(run.id));
  const isShown = useShownRun()?.id === run.id;
  const view = runsViewOf(app);
  const choose = () =>
    view.setState(({ chosen: before }) => ({
      chosen: chosen ? before.filter((id) => id !== run.id) : [...before, run.id],
    }));
  return (
    <tr data-shown={isShown || undefined} data-hidden={hidden || undefined}>
      <th scope="row" className={styles.first}>
        <div className={styles.nameCell}>
          <label className={styles.check}>
            <input type="checkbox" aria-label={t('choose', { name })} checked={chosen} onChange={choose} />
          </label>
          <IconButton
            size="small"
            label={t(run.starred ? 'unstar' : 'star', { name })}
            pressed={run.starred === true}
            onClick={() => app.runs.mark(run.id, { starred: run.starred ? undefined : true })}
          >
            <Star size={13} data-star="" />
          </IconButton>
          <button
            type="button"
            data-name=""
            aria-pressed={isShown}
            onClick={() => {
              app.runs.select(run.id);
              view.setState({ panel: 'run' });
            }}
          >
            <i className={styles.swatch} style={{ background: `var(${ownColour(run)})` }} />
            <span>{name}</span>
          </button>
          <IconButton
            size="small"
            label={t(hidden ? 'show' : 'hide', { name })}
            onClick={() => app.runs.toggleHidden(run.id)}
          >
            {hidden ? <EyeOff size={13} /> : <Eye size={13} />}
          </IconButton>
        </div>
      </th>
      {shown.map((column) => {
        const text = column.text(run);
        const isBest = best.get(column.id) === column.value(run) && column.value(run) !== null;
        return (
          <td key={column.id} data-numeric={column.numeric || undefined} title={text.length > 24 ? text : undefined}>
            {isBest ? <b>{text}</b> : text}
          </td>
        );
      })}
    </tr>
  );
}

/** The best value of each column that has one, where it is better than another's. */
function bestOf(rows: readonly RunRecord[], columns: ReturnType<typeof useColumns>): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const { id, better, value } of columns) {
    const values = better === null ? [] : rows.map(value).filter((one) => typeof one === 'number');
    if (new Set(values).size > 1) best.set(id, better === 'more' ? largest(values) : smallest(values));
  }
  return best;
}
