import { Equal } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Difference, DifferenceKind } from '../../../src/core/document/diff/differences.ts';
import type { Position } from '../../../src/core/document/schema.ts';
import { contains } from '../../canvas/geometry.ts';
import styles from './compare.module.css';
import { CompareBar } from './compare-bar.tsx';
import type { Compared } from './compared.ts';
import { DifferenceDetails } from './difference-details.tsx';
import { DifferenceFilters } from './difference-filters.tsx';
import { DifferenceList } from './difference-list.tsx';
import { useDifferenceText } from './difference-text.ts';
import { Drawing } from './drawing.tsx';
import { blocksOf, type LayerPair, nameOf, selectionOf, standInFor, targetOf, touches } from './find.ts';
import { marksOf, middleOf, type Side, sides } from './sides.ts';
import { TotalsTable } from './totals-table.tsx';
import { useComparison } from './use-comparison.ts';
import { useLinkedView } from './use-linked-view.ts';

interface CompareViewProps {
  readonly compared: Compared;
  readonly onClose: () => void;
}

/** What follows from other differences is shown when it is asked for: it is the most by far. */
const shownAtFirst: ReadonlySet<DifferenceKind> = new Set(['added', 'removed', 'changed', 'renamed', 'wire']);

/** What is looked at: a difference, or a layer without one with its counterpart. */
interface Looked {
  readonly difference: Difference | null;
  readonly layers: LayerPair;
}

const nothing: ReadonlySet<string> = new Set();

/** Two networks side by side over the whole window: totals, differences, drawings. */
export function CompareView({ compared, onClose }: CompareViewProps) {
  const { t } = useTranslation('compare');
  const [swapped, setSwapped] = useState(false);
  const [shown, setShown] = useState(shownAtFirst);
  const [looked, setLooked] = useState<Looked | null>(null);
  const comparison = useComparison(compared, swapped);
  const { networks, diff, list } = comparison;
  const { view, scenes } = useLinkedView(comparison);
  const textOf = useDifferenceText(networks);
  const visible = useMemo(() => list.filter(({ kind }) => shown.has(kind)), [list, shown]);
  const marks = useMemo(() => {
    const of = (side: Side) => marksOf(side, networks[side].document, diff, list, shown);
    return { left: of('left'), right: of('right') };
  }, [networks, diff, list, shown]);

  const look = useCallback(
    (next: Looked) => {
      setLooked(next);
      const [left, right] = next.layers;
      const inLeft = left ?? (right === null ? null : standInFor('right', right, networks, diff));
      const inRight = right ?? (left === null ? null : standInFor('left', left, networks, diff));
      view.centre({
        left: middleOf(networks.left.document, inLeft ?? undefined),
        right: middleOf(networks.right.document, inRight ?? undefined),
      });
    },
    [networks, diff, view],
  );
  const lookAt = (difference: Difference) => look({ difference, layers: targetOf(difference, diff) });
  const onClick = useCallback(
    (side: Side, at: Position) => {
      const hit = scenes[side].blocks.findLast(({ rect }) => contains(rect, at));
      if (!hit) return setLooked(null);
      const difference = visible.find((one) => touches(one, side, hit.id, networks[side].document));
      const layers = difference ? targetOf(difference, diff) : selectionOf(side, hit.id, networks, diff);
      look({ difference: difference ?? null, layers });
    },
    [scenes, visible, networks, diff, look],
  );
  const swap = () => {
    setSwapped(!swapped);
    setLooked(null);
  };

  const selections = useMemo(() => {
    const of = (side: Side) => (looked ? blocksOf(looked.layers, side, networks) : nothing);
    return { left: of('left'), right: of('right') };
  }, [looked, networks]);
  const same = list.length === 0;
  const chosen = looked?.difference && visible.includes(looked.difference) ? looked.difference : null;
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Content
          className={styles.view}
          aria-describedby={undefined}
          // The list takes the focus itself.
          onOpenAutoFocus={(event) => event.preventDefault()}
        >
          <CompareBar
            comparison={comparison}
            view={view}
            visible={visible}
            chosen={chosen}
            textOf={textOf}
            onLook={lookAt}
            onSwap={swap}
          />
          <TotalsTable networks={networks} diff={diff} />
          <div className={styles.body}>
            <section className={styles.panel} aria-label={t('list')}>
              {same ? (
                <div className={styles.same} role="status">
                  <Equal size={20} />
                  <h3>{t('same')}</h3>
                  <p>{t('sameHint')}</p>
                </div>
              ) : (
                <>
                  <DifferenceFilters list={list} shown={shown} onChange={setShown} />
                  <DifferenceList list={visible} textOf={textOf} selected={chosen} onSelect={lookAt} />
                  {visible.length === 0 ? <p className={styles.hidden}>{t('hidden')}</p> : null}
                  <DifferenceDetails
                    difference={chosen}
                    textOf={textOf}
                    unchanged={looked && !chosen ? nameOf(looked.layers, networks) : null}
                  />
                </>
              )}
            </section>
            <div className={styles.drawings}>
              {sides.map((side) => (
                <Drawing
                  key={side}
                  side={side}
                  network={networks[side]}
                  scene={scenes[side]}
                  marks={marks[side]}
                  view={view}
                  selection={selections[side]}
                  onClick={onClick}
                />
              ))}
              <p className={styles.hint}>{t('drawingHint')}</p>
            </div>
          </div>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
