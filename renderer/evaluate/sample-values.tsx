import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './predict.module.css';
import { number } from './stat-row.tsx';

const most = 60;

/** The numbers of a sample that is no picture, as they were read, from the first on. */
export function SampleValues({ values, label }: { readonly values: ArrayLike<number>; readonly label: string }) {
  const locale = useLocale();
  const shown = Array.from({ length: Math.min(most, values.length) }, (_, i) => values[i] ?? Number.NaN);
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <ol className={styles.values}>
        {shown.map((value, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a feature is its place
          <li key={i}>
            <small>{formatFull(i + 1, locale)}</small> {number(value, locale)}
          </li>
        ))}
      </ol>
      {values.length > most ? <p>… {formatFull(values.length, locale)}</p> : null}
    </figure>
  );
}
