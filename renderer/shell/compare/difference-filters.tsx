import { useTranslation } from 'react-i18next';
import type { Difference, DifferenceKind } from '../../../src/core/document/diff/differences.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Tip } from '../../ui/tooltip.tsx';
import { KindMark } from './kind-mark.tsx';
import styles from './list.module.css';

export const kinds: readonly DifferenceKind[] = ['added', 'removed', 'changed', 'renamed', 'affected', 'wire'];

interface DifferenceFiltersProps {
  readonly list: readonly Difference[];
  readonly shown: ReadonlySet<DifferenceKind>;
  readonly onChange: (shown: ReadonlySet<DifferenceKind>) => void;
}

/** Which kinds the list and the drawings show; with their signs and colours it is the legend too. */
export function DifferenceFilters({ list, shown, onChange }: DifferenceFiltersProps) {
  const { t } = useTranslation('compare');
  const locale = useLocale();
  const toggle = (kind: DifferenceKind) => {
    const next = new Set(shown);
    if (!next.delete(kind)) next.add(kind);
    onChange(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row in every browser
    <div className={styles.filters} role="group" aria-label={t('filter')}>
      {kinds.map((kind) => {
        const count = list.filter((one) => one.kind === kind).length;
        return (
          <Tip key={kind} text={t(`hint.${kind}`)}>
            <button type="button" aria-pressed={shown.has(kind)} disabled={count === 0} onClick={() => toggle(kind)}>
              <KindMark kind={kind} />
              {t(`kind.${kind}`)}
              <span className={styles.count}>{formatFull(count, locale)}</span>
            </button>
          </Tip>
        );
      })}
    </div>
  );
}
