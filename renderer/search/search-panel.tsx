import { Pause, Play, Plus, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { epochsOfAll, roundsOf } from '../../src/core/search/halving.ts';
import { searchableSettings } from '../../src/core/search/schema.ts';
import { copiesDimension, settingDimension } from '../../src/core/search/suggest.ts';
import { useApp, useUi } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useActiveRunId } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Segmented, Switch } from '../ui/choice.tsx';
import { NumberField } from '../ui/fields.tsx';
import { Row, Section } from '../ui/layout.tsx';
import { Menu } from '../ui/overlay.tsx';
import { DimensionRow } from './dimension-row.tsx';
import { useDimensionName } from './dimension-text.ts';
import styles from './search.module.css';
import { searchOf, useSearch } from './search-of.ts';
import { SearchProgress } from './search-progress.tsx';
import { toggleDimension, useSearchSettings } from './use-search-settings.ts';

/** What is varied, how it is searched, what may be spent, and how far it is. */
export function SearchPanel() {
  return (
    <>
      <Start />
      <Varied />
      <Method />
      <Budget />
    </>
  );
}

function Start() {
  const { t } = useTranslation('runs');
  const search = searchOf(useApp());
  const state = useSearch((now) => now.state);
  const busy = useActiveRunId() !== null;
  const [{ dimensions }] = useSearchSettings();
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
          <Button
            look="primary"
            size="large"
            icon={<Play size={13} />}
            disabled={dimensions.length === 0 || busy}
            onClick={() => void search.start()}
          >
            {t('search.start')}
          </Button>
        )}
      </div>
      <SearchProgress />
    </Section>
  );
}

function Varied() {
  const { t } = useTranslation('runs');
  const app = useApp();
  const nameOf = useDimensionName();
  const selection = useUi((state) => state.selection);
  const [{ dimensions }, change] = useSearchSettings();
  const taken = new Set(dimensions.map(({ id }) => id));
  const settings = searchableSettings.map(settingDimension).filter(({ id }) => !taken.has(id));
  const copies = selection.size > 0 ? copiesDimension([...selection]) : null;
  return (
    <Section
      title={t('search.varied')}
      aside={
        <Menu
          align="end"
          trigger={
            <Button size="small" icon={<Plus size={12} />}>
              {t('search.add')}
            </Button>
          }
          groups={[
            settings.map((dimension) => ({
              id: dimension.id,
              label: nameOf(dimension),
              run: () => toggleDimension(app, dimension),
            })),
            [
              {
                id: 'copies',
                label: t('search.addCopies'),
                disabled: copies === null || taken.has(copies.id),
                run: () => copies && toggleDimension(app, copies),
              },
            ],
          ]}
        />
      }
    >
      {dimensions.length === 0 ? <p className={styles.note}>{t('search.nothingVaried')}</p> : null}
      <ul>
        {dimensions.map((dimension) => (
          <DimensionRow
            key={dimension.id}
            dimension={dimension}
            onChange={(next) => change({ dimensions: dimensions.map((one) => (one.id === next.id ? next : one)) })}
            onRemove={() => toggleDimension(app, dimension)}
          />
        ))}
      </ul>
    </Section>
  );
}

function Method() {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const [settings, change] = useSearchSettings();
  const rounds = roundsOf(settings);
  const number = (key: 'trials' | 'epochs' | 'minEpochs' | 'eta' | 'seed', limits: { min: number; max: number }) => (
    <Row label={t(`search.${key}`)}>
      <NumberField
        integer
        label={t(`search.${key}`)}
        value={settings[key]}
        {...limits}
        onChange={(value) => change({ [key]: value })}
      />
    </Row>
  );
  return (
    <Section title={t('search.method')}>
      <Segmented
        label={t('search.method')}
        value={settings.method}
        choices={(['halving', 'random'] as const).map((value) => ({ value, label: t(`search.${value}`) }))}
        onChange={(method) => change({ method })}
      />
      {number('trials', { min: 1, max: 1000 })}
      {settings.method === 'halving' ? number('minEpochs', { min: 1, max: 100_000 }) : null}
      {settings.method === 'halving' ? number('eta', { min: 2, max: 10 }) : null}
      {number('epochs', { min: 1, max: 100_000 })}
      {number('seed', { min: 0, max: 2 ** 31 - 1 })}
      <p className={styles.note}>
        {rounds
          .map((round) =>
            t('search.round', { trials: formatFull(round.count, locale), epochs: formatFull(round.epochs, locale) }),
          )
          .join(' → ')}
        {'. '}
        {t('search.epochsInAll', { count: epochsOfAll(rounds) })}
      </p>
    </Section>
  );
}

function Budget() {
  const { t } = useTranslation('runs');
  const [settings, change] = useSearchSettings();
  const limit = (key: 'seconds' | 'macs' | 'parameters', first: number, scale: number) => {
    const value = settings[key];
    return (
      <Row label={t(`search.${key}`)}>
        <Switch
          label={t('search.limit', { name: t(`search.${key}`) })}
          checked={value !== null}
          onChange={(on) => change({ [key]: on ? first : null })}
        />
        {value === null ? (
          <span className={styles.note}>{t('search.noLimit')}</span>
        ) : (
          <NumberField
            integer
            label={t(`search.${key}`)}
            value={Math.round(value / scale)}
            min={1}
            onChange={(next) => change({ [key]: next * scale })}
          />
        )}
      </Row>
    );
  };
  return (
    <Section title={t('search.budget')}>
      {limit('seconds', 600, 60)}
      {limit('macs', 10_000_000, 1)}
      {limit('parameters', 1_000_000, 1)}
    </Section>
  );
}
