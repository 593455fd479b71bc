import { useTranslation } from 'react-i18next';
import type { Difference, LayerDifference } from '../../../src/core/document/diff/differences.ts';
import { useUi } from '../../app.ts';
import { formatFull, formatSigned } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { FamilyTile } from '../../ui/layer-icon.tsx';
import styles from './details.module.css';
import { type DifferenceText, kindOfNode } from './difference-text.ts';

interface DifferenceDetailsProps {
  readonly difference: Difference | null;
  readonly textOf: (difference: Difference) => DifferenceText;
  /** Shown in place of a difference: a layer that is the same in both. */
  readonly unchanged: string | null;
}

/** All that a row of the list has no room for. */
export function DifferenceDetails({ difference, textOf, unchanged }: DifferenceDetailsProps) {
  const { t } = useTranslation('compare');
  if (!difference)
    return (
      <section className={styles.details} aria-label={t('details')}>
        {unchanged === null ? null : <h3>{unchanged}</h3>}
        <p>{t(unchanged === null ? 'detailsNone' : 'unchanged')}</p>
      </section>
    );
  const text = textOf(difference);
  return (
    <section className={styles.details} aria-label={t('details')}>
      <h3>
        {difference.kind === 'wire' ? null : <FamilyTile kind={kindOfNode(difference.nodes)} />}
        {text.name}
        <span>{text.word}</span>
      </h3>
      {difference.kind === 'wire' && text.lines.length === 0 ? <p>{text.summary}</p> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('field.setting')}</th>
            <th scope="col">{t('totals.before')}</th>
            <th scope="col">{t('totals.after')}</th>
          </tr>
        </thead>
        <tbody>
          {text.lines.map(({ label, values: [before, after] }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{before}</td>
              <td>{after}</td>
            </tr>
          ))}
          {difference.kind === 'wire' ? null : <Figures difference={difference} />}
        </tbody>
      </table>
    </section>
  );
}

/** Parameters and work of the layer, which are nothing where it is not there. */
function Figures({ difference: { nodes, figures } }: { readonly difference: LayerDifference }) {
  const { t } = useTranslation(['compare', 'analysis']);
  const locale = useLocale();
  const convention = useUi((s) => s.convention);
  const rows = [
    { label: t('field.parameters'), values: figures.parameters },
    { label: t(`analysis:convention.${convention}`), values: figures.work[convention] },
  ];
  const written = (index: 0 | 1, value: number) => (nodes[index] ? formatFull(value, locale) : '—');
  const [was, is] = nodes;
  return (
    <>
      {was && is ? null : (
        <tr>
          <th scope="row">{t('field.shape')}</th>
          <td>{was ? (figures.shape[0]?.join('×') ?? '?') : '—'}</td>
          <td>{is ? (figures.shape[1]?.join('×') ?? '?') : '—'}</td>
        </tr>
      )}
      {rows.map(({ label, values: [before, after] }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          <td>{written(0, before)}</td>
          <td>
            {written(1, after)}
            {was && is && before !== after ? (
              <span className={styles.more}>{formatSigned(after - before, (size) => formatFull(size, locale))}</span>
            ) : null}
          </td>
        </tr>
      ))}
    </>
  );
}
