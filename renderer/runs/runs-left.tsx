import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Select, Switch } from '../ui/choice.tsx';
import { Row, Section } from '../ui/layout.tsx';
import { type Column, dateText } from './columns.ts';
import styles from './runs.module.css';
import { useRunsTable } from './use-table.ts';
import { runsViewOf, useRunsView } from './view-state.ts';

/** Left of the table: which runs, and which columns. */
export function RunsLeft() {
  const { columns } = useRunsTable();
  return (
    <div className={styles.left}>
      <Filter />
      <Columns columns={columns} />
    </div>
  );
}

function Filter() {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const view = runsViewOf(useApp());
  const text = useRunsView((state) => state.text);
  const starredOnly = useRunsView((state) => state.starredOnly);
  const search = useRunsView((state) => state.search);
  const { records } = useRunsTable();
  const searches = new Map<string, string>();
  for (const { trial, startedAt } of records)
    if (trial && !searches.has(trial.search)) searches.set(trial.search, startedAt);
  return (
    <Section title={t('filter.title')}>
      <input
        className={styles.find}
        type="search"
        aria-label={t('filter.text')}
        placeholder={t('filter.placeholder')}
        value={text}
        onChange={(event) => view.setState({ text: event.target.value })}
      />
      <Row label={t('filter.starred')} htmlFor="runs-starred">
        <Switch
          id="runs-starred"
          label={t('filter.starred')}
          checked={starredOnly}
          onChange={(on) => view.setState({ starredOnly: on })}
        />
      </Row>
      {searches.size > 0 ? (
        <Select
          label={t('filter.search')}
          value={search ?? 'all'}
          choices={[
            { value: 'all', label: t('filter.all') },
            ...[...searches].map(([value, date]) => ({
              value,
              label: t('filter.nameOfSearch', { date: dateText(date, locale) }),
            })),
          ]}
          onChange={(value) => view.setState({ search: value === 'all' ? null : value })}
        />
      ) : null}
    </Section>
  );
}

function Columns({ columns }: { readonly columns: readonly Column[] }) {
  const { t } = useTranslation('runs');
  const view = runsViewOf(useApp());
  const chosen = useRunsView((state) => state.columns);
  const set = (id: string, on: boolean) => view.setState({ columns: { ...chosen, [id]: on } });
  return (
    <Section
      title={t('columns.title')}
      aside={
        Object.keys(chosen).length > 0 ? (
          <Button size="small" look="ghost" onClick={() => view.setState({ columns: {} })}>
            {t('columns.reset')}
          </Button>
        ) : null
      }
    >
      {columns.map(({ id, name, usual, differs }) => (
        <label key={id} className={styles.option}>
          <span className={styles.check}>
            <input type="checkbox" checked={chosen[id] ?? usual} onChange={(event) => set(id, event.target.checked)} />
          </span>
          <span title={name}>{name}</span>
          {differs ? <em>{t('columns.differing')}</em> : null}
        </label>
      ))}
    </Section>
  );
}
