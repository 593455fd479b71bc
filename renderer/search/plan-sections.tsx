import { useTranslation } from 'react-i18next';
import { epochsOfAll, roundsOf } from '../../src/core/search/halving.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Segmented, Switch } from '../ui/choice.tsx';
import { NumberField } from '../ui/fields.tsx';
import { Row, Section } from '../ui/layout.tsx';
import styles from './search.module.css';
import { useSearchSettings } from './use-search-settings.ts';

/** How it is searched, and how many epochs that makes. */
export function MethodSection() {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const [settings, change] = useSearchSettings();
  const rounds = roundsOf(settings);
  const number = (
    key: 'trials' | 'epochs' | 'minEpochs' | 'eta' | 'repeats' | 'seed',
    limits: { min: number; max: number },
  ) => (
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
      {number('repeats', { min: 0, max: 20 })}
      {number('seed', { min: 0, max: 2 ** 31 - 1 })}
      <p className={styles.note}>
        {rounds
          .map((round) =>
            t('search.round', { trials: formatFull(round.count, locale), epochs: formatFull(round.epochs, locale) }),
          )
          .join(' → ')}
        {settings.repeats > 0
          ? t('search.roundRepeats', {
              repeats: formatFull(settings.repeats, locale),
              epochs: formatFull(rounds.at(-1)?.epochs ?? 0, locale),
            })
          : null}
        {'. '}
        {t('search.epochsInAll', { count: epochsOfAll(rounds, settings.repeats) })}
      </p>
    </Section>
  );
}

/** What may be spent. */
export function BudgetSection() {
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
