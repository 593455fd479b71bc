import { Pause, Play, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp, useRuns } from '../app.ts';
import { useActiveRunId } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import styles from './search.module.css';
import { searchOf, useSearch } from './search-of.ts';
import { SearchProgress } from './search-progress.tsx';
import { useSearchSettings } from './use-search-settings.ts';

/** Starts the search, or steers it, and says how far it is. */
export function SearchSection() {
  const { t } = useTranslation('runs');
  const search = searchOf(useApp());
  const state = useSearch((now) => now.state);
  const busy = useActiveRunId() !== null;
  const [{ dimensions }] = useSearchSettings();
  const left = useRuns(({ waiting }) => waiting.search !== null);
  const live = state === 'running' || state === 'paused' || state === 'stopping';
  return (
    <Section>
      <div className={styles.controls}>
        {live ? (
          <>
            <Button
              size="large"
              disabled={state === 'stopping'}
              icon={state === 'paused' ? <Play size={13} /> : <Pause size={13} />}
              onClick={state === 'paused' ? search.resume : search.pause}
            >
              {t(state === 'paused' ? 'search.resume' : 'search.pause')}
            </Button>
            <Button size="large" disabled={state === 'stopping'} icon={<Square size={12} />} onClick={search.stop}>
              {t('search.stop')}
            </Button>
          </>
        ) : (
          <>
            {left ? (
              <Button
                look="primary"
                size="large"
                icon={<Play size={13} />}
                disabled={busy}
                onClick={() => void search.resumePlan()}
              >
                {t('search.goOn')}
              </Button>
            ) : null}
            <Button
              look={left ? 'default' : 'primary'}
              size="large"
              icon={left ? undefined : <Play size={13} />}
              disabled={dimensions.length === 0 || busy}
              onClick={() => void search.start()}
            >
              {t(left ? 'search.startNew' : 'search.start')}
            </Button>
          </>
        )}
      </div>
      <SearchProgress />
    </Section>
  );
}
