import { useTranslation } from 'react-i18next';
import { differingSettings, flatSettings } from '../../src/core/runs/settings.ts';
import { useRunName } from '../training/use-runs.ts';
import styles from './runs.module.css';
import { useSettingText } from './setting-text.ts';
import { Tab, type TabProps } from './tab.tsx';

/** Only what is not the same in all of them, the network included. */
export function SettingsTab({ bar, runs }: TabProps) {
  const { t } = useTranslation('runs');
  const nameOf = useRunName();
  const text = useSettingText();
  const names = differingSettings(runs);
  const flat = runs.map(({ settings }) => flatSettings(settings));
  const networks = new Set(runs.map(({ fingerprint }) => fingerprint));
  if (runs.length < 2) return <Tab bar={bar}>{<p className={styles.empty}>{t('needTwo')}</p>}</Tab>;
  if (names.length === 0 && networks.size < 2) {
    return <Tab bar={bar}>{<p className={styles.empty}>{t('settings.same')}</p>}</Tab>;
  }
  const network = (index: number): string => {
    const first = runs.findIndex(({ fingerprint }) => fingerprint === runs[index]?.fingerprint);
    const before = runs[first];
    return first < index && before ? t('settings.sameNetwork', { name: nameOf(before) }) : t('settings.ownNetwork');
  };
  return (
    <Tab bar={bar}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">{t('settings.caption')}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.first}>
                <span className={styles.small}>{t('settings.name')}</span>
              </th>
              {runs.map((run) => (
                <th key={run.id} scope="col">
                  <span className={styles.small}>{nameOf(run)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row" className={styles.first}>
                  {text.nameOf(name)}
                </th>
                {runs.map((run, i) => (
                  <td key={run.id}>{text.textOf(name, flat[i]?.[name] ?? null)}</td>
                ))}
              </tr>
            ))}
            {networks.size > 1 ? (
              <tr>
                <th scope="row" className={styles.first}>
                  {t('settings.network')}
                </th>
                {runs.map((run, i) => (
                  <td key={run.id}>{network(i)}</td>
                ))}
              </tr>
            ) : null}
          </tbody>
        </table>
      </div>
    </Tab>
  );
}
