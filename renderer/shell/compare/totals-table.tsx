import { useTranslation } from 'react-i18next';
import type { Change } from '../../../src/core/analysis/preview.ts';
import type { DocumentDiff } from '../../../src/core/document/diff/diff.ts';
import { useUi } from '../../app.ts';
import { formatFull, type Locale } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Tip } from '../../ui/tooltip.tsx';
import { useOriginText } from './origin-text.ts';
import { type Networks, type Side, sides } from './sides.ts';
import styles from './totals.module.css';
import { relativeText, signedText, totalsOf } from './totals.ts';

type Write = (value: number, locale: Locale) => string;

/** What the two networks come to, and how far they are apart. */
export function TotalsTable({ networks, diff }: { readonly networks: Networks; readonly diff: DocumentDiff }) {
  const { t } = useTranslation(['compare', 'analysis']);
  const convention = useUi((s) => s.convention);
  const columns = totalsOf(diff, convention);
  return (
    <table className={styles.totals} aria-label={t('totals.label')}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t('totals.network')}</span>
          </th>
          {columns.map(({ key }) => (
            <th key={key} scope="col">
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sides.map((side, index) => (
          <tr key={side}>
            <NetworkName side={side} networks={networks} />
            {columns.map(({ key, values, write }) => (
              <Total
                key={key}
                value={values[index] ?? 0}
                write={write}
                atLeast={networks[side].analysis.totals.unknown > 0 && key !== 'compare:totals.layers'}
              />
            ))}
          </tr>
        ))}
        <tr className={styles.difference}>
          <th scope="row">{t('totals.difference')}</th>
          {columns.map(({ key, values, write }) => (
            <Difference key={key} values={values} write={write} />
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function NetworkName({ side, networks }: { readonly side: Side; readonly networks: Networks }) {
  const { t } = useTranslation('compare');
  const { document, origin } = networks[side];
  const originText = useOriginText();
  return (
    <th scope="row">
      <span className={styles.side}>{t(side === 'left' ? 'totals.before' : 'totals.after')}</span>
      <b>{document.name}</b>
      <span className={styles.origin}>{originText(origin)}</span>
    </th>
  );
}

function Total({
  value,
  write,
  atLeast,
}: {
  readonly value: number;
  readonly write: Write;
  readonly atLeast: boolean;
}) {
  const { t } = useTranslation('compare');
  const locale = useLocale();
  if (!atLeast) return <td>{write(value, locale)}</td>;
  return (
    <td>
      <Tip text={t('totals.atLeast')}>
        <span>≥ {write(value, locale)}</span>
      </Tip>
    </td>
  );
}

function Difference({ values, write }: { readonly values: Change; readonly write: Write }) {
  const { t } = useTranslation('compare');
  const locale = useLocale();
  const [before, after] = values;
  const signed = signedText(values, write, locale);
  const relative = relativeText(values, locale);
  if (signed === null) return <td className={styles.same}>{t('totals.same')}</td>;
  return (
    <td>
      <Tip text={t('totals.exact', { before: formatFull(before, locale), after: formatFull(after, locale) })}>
        <span>
          <b>{signed}</b>
          {relative === null ? null : <span className={styles.percent}>{relative}</span>}
        </span>
      </Tip>
    </td>
  );
}
