import { useTranslation } from 'react-i18next';
import { bestScore } from '../../src/core/document/runs.ts';
import type { Rejection } from '../../src/core/search/candidate.ts';
import { bestTrial, scoreOf, spreadOf, trialsIn } from '../../src/core/search/outcome.ts';
import { useApp, useRuns } from '../app.ts';
import { useProblemText } from '../i18n/core-text.ts';
import { formatPercent, formatSmall, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { formatSeconds } from '../runs/figure-text.ts';
import { runsViewOf } from '../runs/view-state.ts';
import { useRunName } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import styles from './search.module.css';
import { useSearch } from './search-of.ts';
import { useSearchSettings } from './use-search-settings.ts';

/** How far the search is, what it spent, the best trial so far, and what was left out and why. */
export function SearchProgress() {
  const { t } = useTranslation('runs');
  const search = useSearch((state) => state);
  const left = useRuns(({ waiting }) => waiting.search?.id ?? null);
  const id = search.state === 'idle' ? left : search.id;
  const trained = useRuns(({ records }) => (id === null ? 0 : trialsIn(records, id).length));
  if (id === null) return null;
  const text =
    search.state === 'idle'
      ? t('search.left', { count: trained })
      : search.state === 'finished'
        ? t(`search.ended.${search.reason}`, { count: search.done })
        : t('search.progress', { done: search.done, all: search.all });
  return (
    <>
      {search.state === 'idle' || search.state === 'finished' ? null : (
        <progress className={styles.progress} value={search.done} max={search.all} aria-label={text} />
      )}
      <p className={styles.note} role="status">
        {text} <Spent search={id} />
      </p>
      <Best search={id} />
      {search.state === 'idle' ? null : <Rejections rejected={search.rejected.map(({ why }) => why)} />}
    </>
  );
}

/** Seconds that were trained, of those that may be. */
function Spent({ search }: { readonly search: string }) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const [{ seconds: limit }] = useSearchSettings();
  const seconds = useRuns(({ records }) =>
    records.reduce((sum, run) => sum + (run.trial?.search === search ? run.seconds : 0), 0),
  );
  const spent = formatSeconds(seconds, locale);
  if (seconds === 0) return null;
  return limit === null
    ? t('search.spent', { spent })
    : t('search.spentOf', { spent, limit: formatSeconds(limit, locale) });
}

/** The best trial, and what it reached with other seeds. */
function Best({ search }: { readonly search: string }) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const app = useApp();
  const nameOf = useRunName();
  const records = useRuns((state) => state.records);
  const best = bestTrial(trialsIn(records, search));
  const spread = spreadOf(records, search);
  const score = best && scoreOf(best);
  if (!best || score === null) return null;
  // Losses are scored below zero.
  const text = (value: number) =>
    bestScore(best) === null ? formatSmall(-value, locale) : formatPercent(value, locale);
  const ends = spread && { low: text(spread.low), high: text(spread.high) };
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          app.runs.select(best.id);
          runsViewOf(app).setState({ panel: 'run' });
        }}
      >
        {t('search.bestSoFar', { name: nameOf(best), value: text(score) })}
      </Button>
      {spread && ends ? (
        <p className={styles.note} title={t('search.spreadHint')}>
          {spread.count === 1
            ? t('search.oneSeed', { value: text(spread.mean) })
            : t('search.spread', { count: spread.count, mean: text(spread.mean), ...ends })}
        </p>
      ) : null}
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
