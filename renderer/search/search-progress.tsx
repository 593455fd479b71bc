import { useTranslation } from 'react-i18next';
import type { Rejection } from '../../src/core/search/candidate.ts';
import { useApp, useRuns } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { runsViewOf } from '../runs/view-state.ts';
import { useRunName } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import styles from './search.module.css';
import { scoreOf } from './search-controller.ts';
import { useSearch } from './search-of.ts';

/** How far the search is, the best trial so far, and what was left out and why. */
export function SearchProgress() {
  const { t } = useTranslation('runs');
  const app = useApp();
  const nameOf = useRunName();
  const search = useSearch((state) => state);
  const id = search.state === 'idle' ? null : search.id;
  const best = useRuns(({ records }) => {
    const trials = records.filter(({ trial }) => trial !== undefined && trial.search === id);
    return trials.reduce<(typeof trials)[number] | null>(
      (top, run) => ((scoreOf(run) ?? Number.NEGATIVE_INFINITY) > (top ? (scoreOf(top) ?? 0) : -1e300) ? run : top),
      null,
    );
  });
  if (search.state === 'idle') return null;
  const finished = search.state === 'finished';
  const text = finished
    ? t(`search.ended.${search.reason}`, { count: search.done })
    : t('search.progress', { done: search.done, all: search.all });
  return (
    <>
      {finished ? null : (
        <progress className={styles.progress} value={search.done} max={search.all} aria-label={text} />
      )}
      <p className={styles.note} role="status">
        {text}
      </p>
      {best ? (
        <Button
          size="small"
          onClick={() => {
            app.runs.select(best.id);
            runsViewOf(app).setState({ panel: 'run' });
          }}
        >
          {t('search.bestSoFar', { name: nameOf(best) })}
        </Button>
      ) : null}
      <Rejections rejected={search.rejected.map(({ why }) => why)} />
    </>
  );
}

/** Each reason once, with how often. */
function Rejections({ rejected }: { readonly rejected: readonly Rejection[] }) {
  const { t } = useTranslation('runs');
  const textOf = useRejectionText();
  if (rejected.length === 0) return null;
  const counts = new Map<string, number>();
  for (const why of rejected) counts.set(textOf(why), (counts.get(textOf(why)) ?? 0) + 1);
  return (
    <details className={styles.note}>
      <summary>{t('search.rejected', { count: rejected.length })}</summary>
      <ul>
        {[...counts].slice(0, 20).map(([reason, count]) => (
          <li key={reason}>{t('search.times', { reason, count })}</li>
        ))}
      </ul>
    </details>
  );
}

function useRejectionText(): (why: Rejection) => string {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const problemText = useProblemText();
  return (why) => {
    if (why.kind === 'problem') return problemText(why.problem);
    if (why.kind === 'empty') return t('search.empty');
    const values = { value: formatTotal(why.value, locale), limit: formatTotal(why.limit, locale) };
    return t(why.kind === 'macs' ? 'search.overMacs' : 'search.overParameters', values);
  };
}
