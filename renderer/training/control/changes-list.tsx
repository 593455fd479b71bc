import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { flatSettings } from '../../../src/core/runs/settings.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { useSettingText } from '../../runs/setting-text.ts';
import styles from './control.module.css';

/** What was changed in a run on the way, and when. */
export function ChangesList({ run }: { readonly run: RunRecord }) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const { nameOf, textOf } = useSettingText();
  const { changes = [] } = run;
  if (changes.length === 0) return null;
  return (
    <section className={styles.changes}>
      <h3>{t('change.title_list')}</h3>
      <ol>
        {changes.map((change, i) => {
          const [from, to] = [flatSettings(change.from), flatSettings(change.to)];
          const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
          const differ = keys.filter((key) => from[key] !== to[key]);
          const text = (key: string, flat: typeof from) => textOf(key, flat[key] ?? null);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: changes are only ever added at the end
            <li key={i}>
              <b>{t('change.at', { step: formatFull(change.step, locale) })}</b>
              {differ.map((key) => (
                <span key={key}>
                  {t('change.line', { name: nameOf(key), from: text(key, from), to: text(key, to) })}
                </span>
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
